create or replace function internal.write_nothing() returns void
language sql volatile
as $$ select pg_logical_emit_message(true, 'topin', '') $$;
comment on function internal.write_nothing() is
    'Makes the commit as slow as one that wrote a row: where there was none to write, time must not tell it.';
grant execute on function internal.write_nothing() to topin_worker;
