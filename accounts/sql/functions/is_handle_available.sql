-- security definer: a taken handle is taken also when its member may not be seen.
create or replace function api.is_handle_available(handle_in text) returns boolean
language sql stable security definer set search_path = ''
as $$
    select lower(handle_in) ~ '^[a-z0-9_]{3,30}$'
       and lower(handle_in) <> all (internal.reserved_handles())
       and not exists (select from public.profiles where handle = lower(handle_in))
$$;
comment on function api.is_handle_available(text) is 'Whether a new member could have this handle (format, reserved words, taken).';
grant execute on function api.is_handle_available(text) to topin_anon, topin_user, topin_staff, topin_worker;
