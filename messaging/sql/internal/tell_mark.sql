create or replace function internal.tell_mark(kind_in text, conversation_in uuid, seq_in bigint, users_in uuid[]) returns void
language sql volatile
as $$
    select internal.stream_append(u.id, kind_in, jsonb_build_object(
               'conversation_id', conversation_in, 'user_id', api.viewer_id(), 'up_to', m.id))
      from public.messages m cross join unnest(users_in) u (id)
     where m.conversation_id = conversation_in and m.seq = seq_in
     order by u.id
$$;
comment on function internal.tell_mark(text, uuid, bigint, uuid[]) is
    'Tells members up to which message the viewer has been brought, or has read, a conversation.';
