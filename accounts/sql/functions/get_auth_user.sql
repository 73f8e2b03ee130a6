create or replace function api.get_auth_user(user_in uuid) returns json
language sql stable
as $$ select internal.user_json(user_in) $$;
comment on function api.get_auth_user(uuid) is 'An account as GoTrue clients read it, or null.';
grant execute on function api.get_auth_user(uuid) to topin_worker;
