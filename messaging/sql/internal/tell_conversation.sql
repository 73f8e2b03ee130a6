create or replace function internal.tell_conversation(conversation_in uuid, users_in uuid[]) returns void
language sql volatile
as $$
    select internal.stream_append(u.id, 'conversation.changed', jsonb_build_object('conversation_id', conversation_in))
      from unnest(users_in) u (id) order by u.id
$$;
comment on function internal.tell_conversation(uuid, uuid[]) is 'Tells open clients of members that a conversation changed.';
