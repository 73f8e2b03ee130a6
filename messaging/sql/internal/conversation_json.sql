create or replace function internal.conversation_json(mine_in public.conversation_participants) returns json
language sql stable
as $$
    select json_build_object(
        'id', c.id, 'participant', internal.summary_json(o),
        'state', case when mine_in.is_archived and mine_in.state <> 'request' then 'archived' else mine_in.state end,
        'expiry', c.expiry,
        'last_message', (
            select internal.message_json(mine_in.user_id, m, internal.receipts_shown(c.id))
              from internal.visible_messages(mine_in.user_id, c.id) m order by m.seq desc limit 1),
        'unread_count', internal.unread_in(mine_in), 'muted', mine_in.is_muted,
        'updated_at', internal.rfc3339(mine_in.updated_at))
      from public.conversations c join public.profiles o on o.user_id = mine_in.peer_id
     where c.id = mine_in.conversation_id
$$;
comment on function internal.conversation_json(conversation_participants) is
    'A conversation as one who takes part sees it (Conversation), its texts sealed.';
