-- security definer: as get_message.
create or replace function api.get_messages_by_id(messages_in uuid[]) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_object_agg(m.id, internal.message_json(p.user_id, m, r.shown)), '{}')
      from (select distinct at_all.conversation_id from public.messages at_all where at_all.id = any (messages_in)) c
      join internal.shown_conversations(api.viewer_id()) p on p.conversation_id = c.conversation_id
      cross join lateral (select internal.receipts_shown(p.conversation_id) as shown offset 0) r
      cross join lateral (select found.* from internal.visible_messages(p.user_id, p.conversation_id) found
                           where found.id = any (messages_in)) m
$$;
comment on function api.get_messages_by_id(uuid[]) is
    'Those of the messages that the viewer sees, as they are now: {id: Message}, texts sealed.';
grant execute on function api.get_messages_by_id(uuid[]) to topin_user;
