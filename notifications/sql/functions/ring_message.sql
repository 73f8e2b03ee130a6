-- security definer: asks about the receiver's side of a conversation.
create or replace function api.ring_message(message_in uuid) returns void
language sql volatile security definer set search_path = ''
as $$
    select internal.ring(p.user_id, 'message', null, 'message', m.id, 'message:' || m.conversation_id)
      from public.messages m join public.conversation_participants p on p.conversation_id = m.conversation_id
     where m.id = message_in and p.user_id <> m.sender_id and internal.is_message_unread(p.user_id, m.id)
$$;
comment on function api.ring_message(uuid) is
    'Has the receiver of a message told by push where they agreed to the conversation and did not mute it: it stands in no list, and a request does not ring.';
grant execute on function api.ring_message(uuid) to topin_worker;
