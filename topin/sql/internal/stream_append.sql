-- security definer: streams are written by deeds and readers, never by a member's own statement.
create or replace function internal.stream_append(user_in uuid, kind_in text, payload_in jsonb) returns bigint
language plpgsql volatile security definer set search_path = ''
as $$
declare
    next_seq bigint;
begin
    -- The row's lock is held until commit: the order of numbers is the order of commits.
    -- A member's first epoch is their own id, so that a client may hold a position before the first event.
    insert into public.user_streams as s (user_id, epoch, seq) values (user_in, user_in, 1)
    on conflict (user_id) do update set seq = s.seq + 1
    returning seq into next_seq;
    insert into public.user_events (user_id, seq, kind, payload) values (user_in, next_seq, kind_in, payload_in);
    -- Rings the member's sockets when this commits (one notice a member and transaction).
    perform pg_catalog.pg_notify('topin_streams', user_in::text);
    return next_seq;
end $$;
comment on function internal.stream_append(uuid, text, jsonb) is
    'Adds an event to the stream of a member and returns its number; payloads hold ids, never message text.';
grant execute on function internal.stream_append(uuid, text, jsonb) to topin_user, topin_staff, topin_worker;
