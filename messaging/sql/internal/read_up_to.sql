create or replace function internal.read_up_to(mine_in public.conversation_participants, seq_in bigint) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    me uuid := api.viewer_id();
    marked bigint := 0;
begin
    if seq_in <= mine_in.read_seq then
        return;
    end if;
    -- Reading a request starts nothing, and nobody is told, until it is accepted.
    if mine_in.state <> 'request' then
        marked := internal.mark_read(mine_in.conversation_id, me, mine_in.read_seq, seq_in);
    end if;
    update public.conversation_participants
       set read_seq = seq_in, delivered_seq = greatest(delivered_seq, seq_in),
           has_unread = exists (select from public.messages m where m.conversation_id = mine_in.conversation_id
                                   and m.seq > seq_in and m.sender_id <> me)
     where conversation_id = mine_in.conversation_id and user_id = me;
    perform internal.tell_mark('message.read', mine_in.conversation_id, seq_in,
        case when marked > 0 and internal.receipts_shown(mine_in.conversation_id) then array[me, mine_in.peer_id] else array[me] end);
end $$;
comment on function internal.read_up_to(conversation_participants, bigint) is
    'The viewer has read a conversation up to a message: times begin to run, their other devices and (where both let it be known) the sender are told. The caller has locked both members.';
