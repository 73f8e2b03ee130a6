-- security definer: interests are written by functions alone.
create or replace function api.undo_interest(user_in uuid, post_in uuid, signal_in text, since_in timestamptz) returns void
language sql volatile security definer set search_path = ''
as $$ select internal.undo_interest(user_in, post_in, signal_in, since_in) $$;
comment on function api.undo_interest(uuid, uuid, text, timestamptz) is
    'For readers of events: a member took back what they did at that time, and their interests move back.';
grant execute on function api.undo_interest(uuid, uuid, text, timestamptz) to topin_worker;
