create or replace function api.generate_conversation_id(a_in uuid, b_in uuid) returns uuid
language sql immutable parallel safe
as $$
    -- Sixteen bytes of a hash of both, lowest first: no id can be made to fit another pair. Marked as version 8 of RFC 9562.
    select encode(set_byte(set_byte(h.hash, 6, get_byte(h.hash, 6) & 15 | 128), 8, get_byte(h.hash, 8) & 63 | 128), 'hex')::uuid
      from (select substr(sha256(convert_to('conversation:' || least(a_in, b_in) || ':' || greatest(a_in, b_in), 'UTF8')), 1, 16)) h (hash)
$$;
comment on function api.generate_conversation_id(uuid, uuid) is
    'The id of the conversation of two members, the same from both sides; it opens nothing to others, and cannot be made to be that of others.';
grant execute on function api.generate_conversation_id(uuid, uuid) to topin_user, topin_staff, topin_worker;
