-- security definer: rests on what both chose.
create or replace function api.get_conversations_with_receipts(conversations_in uuid[]) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(p.conversation_id), '[]')
      from internal.shown_conversations(api.viewer_id()) p
     where p.conversation_id = any (conversations_in) and internal.receipts_shown(p.conversation_id)
$$;
comment on function api.get_conversations_with_receipts(uuid[]) is
    'Those of the conversations in which the viewer learns now what became of their messages: ids of those that are there for them, agreed to, and where both let it be known.';
grant execute on function api.get_conversations_with_receipts(uuid[]) to topin_user;
