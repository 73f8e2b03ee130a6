create or replace function api.get_unread_count() returns json
language sql stable
as $$ select json_build_object('count', internal.unread_count()) $$;
comment on function api.get_unread_count() is 'How many notifications of the viewer wait to be read, as {count}.';
grant execute on function api.get_unread_count() to topin_user;
