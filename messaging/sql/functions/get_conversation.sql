-- security definer: as get_message.
create or replace function api.get_conversation(conversation_in uuid) returns json
language sql stable security definer set search_path = ''
as $$ select internal.conversation_json(internal.own_conversation(conversation_in)) $$;
comment on function api.get_conversation(uuid) is
    'A conversation of the viewer (Conversation), texts sealed. Refuses all others as if there were none.';
grant execute on function api.get_conversation(uuid) to topin_user;
