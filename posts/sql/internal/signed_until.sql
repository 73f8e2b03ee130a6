create or replace function internal.signed_until() returns bigint
language sql stable
as $$
    -- In steps of 15 minutes: an address can be kept in caches that long, and is good for 60 to 75 minutes.
    select (floor(extract(epoch from now()) / 900) * 900 + 4500)::bigint
$$;
comment on function internal.signed_until() is 'Until when addresses are good that are signed now, in unix seconds.';
