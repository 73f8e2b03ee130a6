create or replace function internal.receipts_shown(conversation_in uuid) returns boolean
language sql stable
as $$
    select coalesce(bool_and(p.state = 'active' and s.read_receipts), false)
      from public.conversation_participants p join public.user_settings s on s.user_id = p.user_id
     where p.conversation_id = conversation_in
$$;
comment on function internal.receipts_shown(uuid) is
    'Whether senders learn what became of their messages: the conversation is agreed to, and both let it be known.';
