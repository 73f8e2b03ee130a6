create or replace function internal.quoted_message_json(viewer_in uuid, message_in uuid, key_in public.conversation_keys) returns json
language sql stable
as $$
    select json_build_object('id', q.id, 'sender_id', q.sender_id,
               'text', case when seen.is_there then internal.sealed_json(q.sealed, key_in) end, 'deleted', not seen.is_there)
      from public.messages q
      cross join lateral (select viewer_in <> all (q.hidden_for) and q.deleted_at is null
                                 and (q.expires_at is null or q.expires_at > now()) as is_there) seen
     where q.id = message_in
$$;
comment on function internal.quoted_message_json(uuid, uuid, conversation_keys) is
    'The message that another one answers, as the viewer may still see it; null when it is gone for good.';
