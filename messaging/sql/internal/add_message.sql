create or replace function internal.add_message(
    conversation_in uuid, sealed_in bytea, fingerprint_in bytea, client_id_in text, reply_to_in uuid
) returns public.messages
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    me uuid := api.viewer_id();
    talk public.conversations;
    sent public.messages;
begin
    if reply_to_in is not null and not exists (
        select from internal.visible_messages(me, conversation_in) m where m.id = reply_to_in and m.deleted_at is null) then
        perform internal.refuse('TP400', 'There is no such message in this conversation', 'not_found', 'reply_to');
    end if;
    -- Times rise with the order, whatever the clock does.
    update public.conversations
       set last_seq = last_seq + 1, last_at = greatest(clock_timestamp(), last_at + interval '1 microsecond')
     where id = conversation_in
    returning * into talk;
    insert into public.messages (conversation_id, seq, sender_id, client_id, fingerprint, sealed, reply_to_id, expiry, created_at)
    values (talk.id, talk.last_seq, me, client_id_in, fingerprint_in, sealed_in, reply_to_in, talk.expiry, talk.last_at)
    returning * into sent;
    update public.conversation_participants
       set updated_at = talk.last_at, is_archived = false, has_unread = has_unread or user_id <> me
     where conversation_id = talk.id and state <> 'declined';
    return sent;
end $$;
comment on function internal.add_message(uuid, bytea, bytea, text, uuid) is
    'Writes a message of the viewer at the end of a conversation, which comes to the top of both lists. The caller has locked both members.';
