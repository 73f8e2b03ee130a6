-- security definer: whoever has a key opens every medium, so nobody reads them.
create or replace function internal.media_key(pad_in bigint) returns bytea
language sql stable security definer set search_path = ''
as $$
    -- A key signs when it is two minutes old: processes that check look for new ones once a minute.
    select internal.hmac_pad(newest.key, pad_in)
      from (select k.key from public.media_keys k
             order by k.created_at > pg_catalog.now() - interval '2 minutes', k.id desc limit 1) newest
$$;
comment on function internal.media_key(bigint) is
    'Half of what signs addresses of media: the newest key xor pad_in (0x36… inside, 0x5c… outside). Asked once for all addresses of an answer.';
