create or replace function api.lock_resource(name_in text) returns void
language sql volatile
as $$ select pg_advisory_xact_lock(hashtextextended('resource:' || name_in, 0)) $$;
comment on function api.lock_resource(text) is 'Writers of one resource wait here for each other until they commit.';
grant execute on function api.lock_resource(text) to topin_user;
