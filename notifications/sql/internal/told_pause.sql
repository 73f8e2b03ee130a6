create or replace function internal.told_pause() returns interval
language sql immutable parallel safe
as $$ select interval '5 seconds' $$;
comment on function internal.told_pause() is
    'How long a group that open clients were told of waits until they are told that it grew (api.tell_grown_groups): a crowd must not fill a member''s stream.';
grant execute on function internal.told_pause() to topin_worker;
