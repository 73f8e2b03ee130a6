create or replace function api.try_commit() returns text
language sql volatile
as $$ select pg_current_xact_id()::text $$; -- takes a real transaction id, so that its commit is written
comment on function api.try_commit() is 'Something to commit: shows that the database takes writes.';
grant execute on function api.try_commit() to topin_worker;
