-- security definer: as get_for_you.
create or replace function api.forget_seen() returns bigint
language sql volatile security definer set search_path = ''
as $$
    with gone as (delete from public.feed_seen s where s.seen_at <= internal.seen_since() returning 1)
    select count(*) from gone
$$;
comment on function api.forget_seen() is 'Forgets what for-you feeds showed more than seven days ago; returns how many rows that were.';
grant execute on function api.forget_seen() to topin_worker;
