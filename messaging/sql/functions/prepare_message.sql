-- security definer: keys are read by functions alone, for those who take part.
create or replace function api.prepare_message(conversation_in uuid, recipient_in uuid) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    recipient uuid := recipient_in;
    conversation uuid := conversation_in;
begin
    if conversation is not null then
        recipient := (internal.own_conversation(conversation)).peer_id;
    else
        conversation := api.generate_conversation_id(api.viewer_id(), recipient);
    end if;
    perform internal.require_recipient(recipient);
    return json_build_object('conversation_id', conversation, 'recipient_id', recipient, 'key', internal.key_json(conversation));
end $$;
comment on function api.prepare_message(uuid, uuid) is
    'What sealing a message to a conversation, or to a member, takes: {conversation_id, recipient_id, key: {id, master, wrapped}|null}. Refuses where send_message would.';
grant execute on function api.prepare_message(uuid, uuid) to topin_user;
