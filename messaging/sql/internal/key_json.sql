create or replace function internal.key_json(conversation_in uuid) returns json
language sql stable
as $$
    select json_build_object('id', k.id, 'master', k.master, 'wrapped', encode(k.wrapped, 'base64'))
      from public.conversation_keys k where k.conversation_id = conversation_in
$$;
comment on function internal.key_json(uuid) is 'The wrapped key of a conversation; null while it has none.';
