-- security definer: keys are read by functions alone, for those who take part.
create or replace function api.prepare_message(
    conversation_in uuid, recipient_in uuid, client_id_in text default null, media_in uuid[] default '{}'
) returns json
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
    -- What was sent once may be said again to its sender, whatever either of both chose since.
    if not exists (select from public.messages m where m.sender_id = api.viewer_id() and m.client_id = client_id_in
                      and m.conversation_id = conversation and internal.can_see_message(m.sender_id, m.id)) then
        perform internal.require_recipient(recipient);
    end if;
    return json_build_object('conversation_id', conversation, 'recipient_id', recipient, 'key', internal.key_json(conversation),
        'alts', coalesce((select json_object_agg(m.id, m.alt_text) from public.post_media m
                           where m.id = any (media_in) and m.user_id = api.viewer_id() and m.alt_text <> ''), '{}'));
end $$;
comment on function api.prepare_message(uuid, uuid, text, uuid[]) is
    'What sealing a message to a conversation, or to a member, takes: {conversation_id, recipient_id, key: {id, master, wrapped}|null, alts: {id of a medium: how the viewer described it}}. Refuses where send_message would; not where that would find the message that this client_id stands for.';
grant execute on function api.prepare_message(uuid, uuid, text, uuid[]) to topin_user;
