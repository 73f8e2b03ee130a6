create or replace function internal.hmac(key_in bytea, message_in text) returns bytea
language sql stable strict parallel safe
as $$
    select internal.hmac_of(
        internal.hmac_pad(key_in, 0x3636363636363636), internal.hmac_pad(key_in, 0x5c5c5c5c5c5c5c5c), message_in)
$$;
comment on function internal.hmac(bytea, text) is
    'HMAC-SHA-256 of RFC 2104 with a key of exactly 64 bytes, which is the block of SHA-256.';
