create or replace function internal.expiry_interval(expiry_in text) returns interval
language sql immutable
as $$ select case expiry_in when '1h' then interval '1 hour' when '24h' then interval '24 hours' when '7d' then interval '7 days' end $$;
comment on function internal.expiry_interval(text) is 'How long after it was read a message stays; null: for good.';
