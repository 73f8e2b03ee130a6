-- security definer: a taken handle is taken also when its member may not be seen.
create or replace function internal.handle_refusal(handle_in text) returns text
language sql stable security definer set search_path = ''
as $$
    -- Letters are judged before they are lowered: some that are no ASCII become ASCII by it.
    select case
        when handle_in is null or handle_in !~ '^[A-Za-z0-9_]{3,30}$' then 'invalid'
        when lower(handle_in) = any (internal.reserved_handles()) then 'reserved'
        when exists (select from public.profiles p
                      where p.handle = lower(handle_in) and p.user_id is distinct from api.viewer_id()) then 'taken'
        when exists (select from public.handle_history h
                      where h.handle = lower(handle_in) and (h.user_id is null or h.user_id is distinct from api.viewer_id())) then 'taken'
    end
$$;
comment on function internal.handle_refusal(text) is
    'Why the viewer (or, without one, somebody new) cannot take this handle: invalid, reserved or taken; null when they can.';
grant execute on function internal.handle_refusal(text) to topin_anon, topin_user, topin_staff, topin_worker;
