create or replace function api.get_wrapped_key(conversation_in uuid) returns json
language sql stable
as $$
    select json_build_object('conversation', k.conversation_id, 'key', k.id, 'master', k.master,
                             'wrapped', encode(k.wrapped, 'base64'))
      from conversation_keys k where k.conversation_id = conversation_in
$$;
comment on function api.get_wrapped_key(uuid) is
    'The key of one conversation, wrapped: {conversation, key, master, wrapped}; null where there is none.';
grant execute on function api.get_wrapped_key(uuid) to topin_worker;
