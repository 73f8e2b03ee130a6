create or replace function internal.message_json(viewer_in uuid, message_in public.messages, receipts_in boolean) returns json
language sql stable
as $$
    select json_build_object(
        'id', message_in.id, 'conversation_id', message_in.conversation_id, 'sender_id', message_in.sender_id,
        'client_id', case when mine.own then message_in.client_id end,
        'text', internal.sealed_json(message_in.sealed, k),
        'media', case when message_in.has_media then internal.message_media(message_in, k) else '[]' end,
        'reply_to', case when message_in.reply_to_id is not null and message_in.deleted_at is null
                         then internal.quoted_message_json(viewer_in, message_in.reply_to_id, k) end,
        'reactions', internal.reactions_json(message_in.id),
        'created_at', internal.rfc3339(message_in.created_at),
        'delivered_at', case when told.marks then internal.rfc3339(message_in.delivered_at) end,
        'read_at', case when told.marks then internal.rfc3339(message_in.read_at) end,
        'expires_at', case when told.marks then internal.rfc3339(message_in.expires_at) end,
        'deleted', message_in.deleted_at is not null)
      from public.conversation_keys k
      cross join lateral (select message_in.sender_id = viewer_in as own) mine
      cross join lateral (select not mine.own or receipts_in as marks) told
     where k.conversation_id = message_in.conversation_id
$$;
comment on function internal.message_json(uuid, messages, boolean) is
    'A message as one who takes part sees it (Message), its texts sealed. receipts_in: whether its sender learns when it was delivered and read.';
