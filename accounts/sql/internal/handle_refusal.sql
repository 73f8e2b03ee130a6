-- security definer: a taken handle is taken also when its member may not be seen.
create or replace function internal.handle_refusal(handle_in text) returns text
language sql stable security definer set search_path = ''
as $$
    select case
        when lower(handle_in) !~ '^[a-z0-9_]{3,30}$' then 'invalid'
        when lower(handle_in) = any (internal.reserved_handles()) then 'reserved'
        when exists (select from public.profiles where handle = lower(handle_in)) then 'taken'
    end
$$;
comment on function internal.handle_refusal(text) is 'Why nobody new can have this handle: invalid, reserved or taken; null when they can.';
grant execute on function internal.handle_refusal(text) to topin_anon, topin_user, topin_staff, topin_worker;
