create or replace function internal.faded(weight_in double precision, since_in timestamptz, at_in timestamptz default now())
returns double precision
language sql stable strict parallel safe
as $$
    -- A clock that lags, or a transaction that began earlier, makes nothing stronger.
    select weight_in * power(2, -greatest(extract(epoch from at_in - since_in)::double precision, 0) / (30 * 86400))
$$;
comment on function internal.faded(double precision, timestamptz, timestamptz) is
    'What is left of a weight of an earlier moment: weight * 2^(-age / 30 days).';
