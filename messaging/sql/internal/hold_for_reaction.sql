create or replace function internal.hold_for_reaction(message_in uuid) returns public.messages
language plpgsql volatile
as $$
declare
    message public.messages := internal.hold_message(message_in);
begin
    if message.deleted_at is not null then
        perform internal.refuse('TP410', 'This message was deleted.');
    elsif (internal.own_conversation(message.conversation_id)).state = 'request' then
        perform internal.refuse('TP403', 'Accept this request first.', 'request_not_accepted');
    end if;
    return message;
end $$;
comment on function internal.hold_for_reaction(uuid) is
    'A message that the viewer may react to, locked as by hold_message. Refuses what was deleted, and requests that were not accepted.';
