create or replace function api.get_profile_by_handle(handle_in text) returns json
language sql stable
as $$ select api.get_profile((select user_id from profiles where handle = lower(handle_in))) $$;
comment on function api.get_profile_by_handle(text) is 'A member''s profile by handle, in any case of letters.';
grant execute on function api.get_profile_by_handle(text) to topin_anon, topin_user, topin_staff;
