create or replace function internal.is_message_over(
    message_in public.messages, now_in timestamptz, unread_in interval, tombstone_in interval
) returns boolean
language sql stable
as $$
    select case
        when message_in.expires_at <= now_in then true
        when message_in.deleted_at is not null then message_in.deleted_at <= now_in - tombstone_in
        when message_in.read_at is not null then false
        -- What was meant to be kept waits for its reader, once both agreed to talk.
        else message_in.created_at <= now_in - unread_in and (message_in.expiry <> 'keep' or exists (
            select from public.conversation_participants p
             where p.conversation_id = message_in.conversation_id and p.user_id <> message_in.sender_id and p.state <> 'active'))
        end
$$;
comment on function internal.is_message_over(messages, timestamptz, interval, interval) is
    'Whether the time of a message is over: after it was read, or unread for unread_in, or as the mark of one that was deleted for tombstone_in.';
