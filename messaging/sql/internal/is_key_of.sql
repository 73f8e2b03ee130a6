create or replace function internal.is_key_of(conversation_in uuid, key_in uuid, wrapped_in bytea) returns boolean
language sql stable
as $$
    select coalesce((select k.id = key_in from public.conversation_keys k where k.conversation_id = conversation_in),
                    wrapped_in is not null)
$$;
comment on function internal.is_key_of(uuid, uuid, bytea) is
    'Whether what this key seals can be kept: it is the conversation''s, or there is none yet and it came wrapped.';
