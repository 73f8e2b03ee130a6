create or replace function api.get_password_hash(user_in uuid) returns text
language sql stable
as $$ select password_hash from users where id = user_in $$;
comment on function api.get_password_hash(uuid) is 'What a given password of a member is compared with; null where there is none.';
grant execute on function api.get_password_hash(uuid) to topin_worker;
