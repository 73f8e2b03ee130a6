create or replace function internal.hmac_of(inside_in bytea, outside_in bytea, message_in text) returns bytea
language sql stable
as $$ select sha256(outside_in || sha256(inside_in || convert_to(message_in, 'UTF8'))) $$;
comment on function internal.hmac_of(bytea, bytea, text) is
    'HMAC-SHA-256 of RFC 2104 with a key that was made ready (hmac_pad). Inlined: a page signs dozens of addresses with one key.';
