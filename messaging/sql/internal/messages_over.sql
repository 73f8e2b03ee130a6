create or replace function internal.messages_over(
    now_in timestamptz, unread_in interval, tombstone_in interval
) returns setof public.messages
language sql stable
as $$
    select m.* from public.messages m
     where m.expires_at <= now_in or m.deleted_at <= now_in - tombstone_in
        or (m.read_at is null and m.deleted_at is null and m.created_at <= now_in - unread_in
            -- What was meant to be kept waits for its reader, once both agreed to talk.
            and (m.expiry <> 'keep' or exists (
                select from public.conversation_participants p
                 where p.conversation_id = m.conversation_id and p.user_id <> m.sender_id and p.state <> 'active')))
$$;
comment on function internal.messages_over(timestamptz, interval, interval) is
    'Messages whose time is over: after they were read, or unread for unread_in, or as marks of what was deleted tombstone_in ago. Inlined: the caller says by which index they are found.';
