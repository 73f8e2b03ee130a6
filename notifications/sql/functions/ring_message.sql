-- security definer: asks about the receiver's side of a conversation.
create or replace function api.ring_message(message_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    sent public.messages;
    receiver public.conversation_participants;
begin
    select * into sent from public.messages where id = message_in;
    for receiver in select * from public.conversation_participants p
                     where p.conversation_id = sent.conversation_id and p.user_id <> sent.sender_id order by p.user_id loop
        if internal.is_message_unread(receiver.user_id, message_in)
           and not exists (select from public.mutes m where m.muter_id = receiver.user_id and m.muted_id = sent.sender_id) then
            perform internal.ring(receiver.user_id, 'message', null, 'message', message_in, 'message:' || sent.conversation_id);
        end if;
    end loop;
end $$;
comment on function api.ring_message(uuid) is
    'Has the receiver of a message told by push where they agreed to the conversation and did not mute it: it stands in no list, and a request does not ring.';
grant execute on function api.ring_message(uuid) to topin_worker;
