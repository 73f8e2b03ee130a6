-- security definer: as get_message.
create or replace function api.get_conversations_by_id(conversations_in uuid[]) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_object_agg(p.conversation_id, internal.conversation_json(p)), '{}')
      from internal.shown_conversations(api.viewer_id()) p where p.conversation_id = any (conversations_in)
$$;
comment on function api.get_conversations_by_id(uuid[]) is
    'Those of the conversations that are there for the viewer, as they are now: {id: Conversation}, texts sealed.';
grant execute on function api.get_conversations_by_id(uuid[]) to topin_user;
