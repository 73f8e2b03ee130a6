create or replace function internal.undo_interest(user_in uuid, post_in uuid, signal_in text, since_in timestamptz) returns void
language sql volatile
as $$ select internal.move_interest(user_in, post_in, internal.faded(internal.interest_weight(signal_in), since_in), -1) $$;
comment on function internal.undo_interest(uuid, uuid, text, timestamptz) is
    'Takes a signal of an earlier moment back, as much of it as has not faded.';
