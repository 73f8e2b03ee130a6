-- security definer: asks about a conversation for the one who is to be told of it.
create or replace function internal.is_message_unread(user_in uuid, message_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
    select exists (
        select from public.messages m
          join internal.shown_conversations(user_in) p on p.conversation_id = m.conversation_id
         where p.state = 'active' and not p.is_muted and p.peer_id <> all (array(select internal.muted_by(user_in)))
           -- Any that came since stands for it: what waits says all of them.
           and exists (select from internal.visible_messages(user_in, m.conversation_id) v
                        where v.seq > p.read_seq and v.seq >= m.seq and v.sender_id <> user_in and v.deleted_at is null)
           and m.id = message_in)
$$;
comment on function internal.is_message_unread(uuid, uuid) is
    'Whether a member is to be told of a message, or of one that came after it: unread, in a conversation that is neither muted, nor with somebody muted, nor a mere request.';
grant execute on function internal.is_message_unread(uuid, uuid) to topin_worker;
