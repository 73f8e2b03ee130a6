create or replace function api.get_wrapped_keys(master_in text, after_in uuid, limit_in int) returns json
language sql stable
as $$
    select coalesce(json_agg(json_build_object('conversation', k.conversation_id, 'key', k.id, 'master', k.master,
                                               'wrapped', encode(k.wrapped, 'base64')) order by k.conversation_id), '[]')
      from (select * from conversation_keys
             where master = master_in and (after_in is null or conversation_id > after_in)
             order by conversation_id limit limit_in) k
$$;
comment on function api.get_wrapped_keys(text, uuid, int) is
    'Keys of conversations that a master key wraps, by conversation, after one: [{conversation, key, master, wrapped}].';
grant execute on function api.get_wrapped_keys(text, uuid, int) to topin_worker;
