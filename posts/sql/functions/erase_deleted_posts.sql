-- security definer: erasing goes through every table; jobs (worker) reach them through here only.
create or replace function api.erase_deleted_posts(days_in int, limit_in int) returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
    old uuid[];
begin
    perform internal.hold_erasing(true);
    -- Locked: whoever restores one in this moment waits and finds nothing, or was first.
    old := array(
        select p.id from public.posts p
         where p.deleted_at <= now() - pg_catalog.make_interval(days => days_in)
         order by p.deleted_at limit limit_in for update skip locked);
    perform internal.erase_posts_for_good(old);
    return cardinality(old);
end $$;
comment on function api.erase_deleted_posts(int, int) is
    'Erases posts that were deleted days_in days ago or earlier, up to limit_in of them; returns how many.';
grant execute on function api.erase_deleted_posts(int, int) to topin_worker;
