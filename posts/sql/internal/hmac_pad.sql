create or replace function internal.hmac_pad(key_in bytea, pad_in bigint) returns bytea
language sql immutable strict parallel safe
as $$
    -- PostgreSQL has no xor of bytes, but one of numbers: eight bytes at a time.
    select string_agg(int8send(('x' || encode(substr(key_in, 8 * i + 1, 8), 'hex'))::bit(64)::bigint # pad_in), '' order by i)
      from generate_series(0, 7) i
$$;
comment on function internal.hmac_pad(bytea, bigint) is
    'A key of 64 bytes, each eight of them xor pad_in.';
