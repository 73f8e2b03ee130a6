-- security definer: members write into conversations by deeds alone.
create or replace function api.send_message(
    recipient_in uuid, key_in uuid, wrapped_in bytea, master_in text, sealed_in bytea, fingerprint_in bytea,
    client_id_in text, media_in uuid[], sealed_alts_in bytea[], reply_to_in uuid
) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    conversation uuid := api.generate_conversation_id(me, recipient_in);
    sent public.messages;
    news_to uuid[];
begin
    perform internal.hold_media(media_in);
    perform internal.lock_members(array[me, recipient_in]);
    if not internal.is_key_of(conversation, key_in, wrapped_in) then
        return json_build_object('key', internal.key_json(conversation));
    end if;
    select * into sent from public.messages m where m.sender_id = me and m.client_id = client_id_in;
    if found then
        perform internal.require_same(sent, conversation, fingerprint_in);
        return json_build_object('message', internal.message_json(me, sent, internal.receipts_shown(conversation)));
    end if;
    if exists (select from public.idempotency_keys k
                where k.user_id = me and k.key = E'message\n' || client_id_in and k.expires_at > now()) then
        perform internal.refuse('TP410', 'This message was sent, and is gone by now.');
    end if;
    news_to := internal.open_conversation(conversation, recipient_in, internal.require_recipient(recipient_in));
    if wrapped_in is not null then
        insert into public.conversation_keys (conversation_id, id, master, wrapped)
        values (conversation, key_in, master_in, wrapped_in) on conflict (conversation_id) do nothing;
    end if;
    sent := internal.add_message(conversation, sealed_in, fingerprint_in, client_id_in, reply_to_in);
    if media_in <> '{}' then
        perform internal.attach_to_message(sent.id, me, media_in, sealed_alts_in);
        sent.has_media := true;
        sent.sealed_alts := sealed_alts_in;
    end if;
    perform internal.tell_conversation(conversation, news_to);
    perform internal.tell_message('message.created', sent, internal.listeners_of(conversation));
    perform internal.event_record('message_sent', sent.id, pg_catalog.jsonb_build_object(
        'conversation_id', conversation, 'recipient_id', recipient_in,
        'request', not exists (select from public.conversation_participants p
                                where p.conversation_id = conversation and p.user_id = recipient_in and p.state = 'active')));
    return json_build_object('message', internal.message_json(me, sent, internal.receipts_shown(conversation)));
end $$;
comment on function api.send_message(uuid, uuid, bytea, text, bytea, bytea, text, uuid[], bytea[], uuid) is
    'Sends a message of the viewer to a member, sealed with the conversation''s key (wrapped_in, master_in: where it is new), and so what describes its media, by place. Returns {message}; or {key}, having done nothing, when another key is the conversation''s (null: it has none any more). The same client_id and fingerprint again is the same message.';
grant execute on function api.send_message(uuid, uuid, bytea, text, bytea, bytea, text, uuid[], bytea[], uuid) to topin_user;
