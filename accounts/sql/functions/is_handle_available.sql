create or replace function api.is_handle_available(handle_in text) returns boolean
language sql stable
as $$ select internal.handle_refusal(handle_in) is null $$;
comment on function api.is_handle_available(text) is
    'Whether the viewer, or a new member, could have this handle (format, reserved words, taken, given up by somebody a short while ago).';
grant execute on function api.is_handle_available(text) to topin_anon, topin_user, topin_staff, topin_worker;
