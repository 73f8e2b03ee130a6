create or replace function internal.tell_message(kind_in text, message_in public.messages, users_in uuid[]) returns void
language sql volatile
as $$
    select internal.stream_append(u.id, kind_in, jsonb_build_object('message_id', message_in.id)
               || case when kind_in = 'message.deleted' then jsonb_build_object('conversation_id', message_in.conversation_id) else '{}' end)
      from unnest(users_in) u (id) order by u.id
$$;
comment on function internal.tell_message(text, messages, uuid[]) is
    'Tells open clients of members what happened to a message, by its id: what it says is read when it is shown.';
