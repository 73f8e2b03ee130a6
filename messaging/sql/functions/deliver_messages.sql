-- security definer: marks are written by deeds alone.
create or replace function api.deliver_messages(messages_in uuid[]) returns void
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    me uuid := api.viewer_id();
    senders uuid[] := array(
        select p.peer_id from public.messages m join internal.shown_conversations(me) p on p.conversation_id = m.conversation_id
         where m.id = any (messages_in));
    reached record;
begin
    perform internal.lock_members(senders || me);
    for reached in
        select p.conversation_id, p.peer_id, p.delivered_seq, max(m.seq) as seq
          from public.messages m join internal.shown_conversations(me) p on p.conversation_id = m.conversation_id
         -- Of those who are locked: a block may have ended since.
         where m.id = any (messages_in) and m.sender_id = any (senders) and m.seq > p.delivered_seq
           and p.state <> 'request'  -- which starts nothing until it is accepted
         group by p.conversation_id, p.peer_id, p.delivered_seq order by p.conversation_id
    loop
        update public.conversation_participants set delivered_seq = reached.seq
         where conversation_id = reached.conversation_id and user_id = me and delivered_seq < reached.seq;
        update public.messages set delivered_at = clock_timestamp()
         where conversation_id = reached.conversation_id and seq > reached.delivered_seq and seq <= reached.seq and sender_id <> me
           and delivered_at is null and deleted_at is null;
        if found and internal.receipts_shown(reached.conversation_id) then
            perform internal.tell_mark('message.delivered', reached.conversation_id, reached.seq, array[reached.peer_id]);
        end if;
    end loop;
end $$;
comment on function api.deliver_messages(uuid[]) is
    'Notes that a client of the viewer has these messages, and with them all before; the sender is told where both let it be known. Other people''s messages are passed over.';
grant execute on function api.deliver_messages(uuid[]) to topin_user;
