create or replace function internal.has_more_followers(user_in uuid, limit_in int) returns boolean
language sql stable
as $$
    select count(*) > limit_in from (select from public.followers f where f.followed_id = user_in limit limit_in + 1) first_ones
$$;
comment on function internal.has_more_followers(uuid, int) is 'Whether a member has more than limit_in followers; counts no further.';
