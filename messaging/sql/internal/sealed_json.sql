create or replace function internal.sealed_json(sealed_in bytea, key_in public.conversation_keys) returns json
language sql immutable
as $$
    select json_build_object('sealed', encode(sealed_in, 'base64'), 'key', key_in.id, 'wrapped', encode(key_in.wrapped, 'base64'),
                             'master', key_in.master, 'conversation', key_in.conversation_id)
     where sealed_in is not null
$$;
comment on function internal.sealed_json(bytea, conversation_keys) is
    'A sealed text with what opens it, for messaging/sealing.py; null where there is no text.';
