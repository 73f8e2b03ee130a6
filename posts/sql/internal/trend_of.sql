create or replace function internal.trend_of(likes_in bigint, comments_in bigint, reposts_in bigint, quotes_in bigint, age_in interval)
returns bigint
language sql immutable
as $$
    select (1000000 * (1 + likes_in + 2 * comments_in + 3 * reposts_in + 3 * quotes_in)
            / power(2 + extract(epoch from age_in) / 3600, 1.5))::bigint
$$;
comment on function internal.trend_of(bigint, bigint, bigint, bigint, interval) is
    'The trend of a post in millionths: (1 + likes + 2 comments + 3 reposts + 3 quotes) / (2 + hours since publishing)^1.5.';
