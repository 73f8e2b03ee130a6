create or replace function internal.unread_in(mine_in public.conversation_participants) returns bigint
language sql stable
as $$
    select count(*) from (
        select from internal.visible_messages(mine_in.user_id, mine_in.conversation_id) m
         where mine_in.has_unread and m.seq > mine_in.read_seq and m.sender_id <> mine_in.user_id and m.deleted_at is null
         limit internal.most_unread()) unread
$$;
comment on function internal.unread_in(conversation_participants) is
    'How many messages of a conversation one who takes part has not read; most_unread stands for all above.';
