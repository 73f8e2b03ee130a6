-- security definer: as get_for_you.
create or replace function api.drop_feeds(read_before_in timestamptz, limit_in int) returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
    gone uuid[] := array(
        select s.user_id from public.feed_states s where s.read_at < read_before_in
         order by s.user_id limit limit_in for update skip locked);
begin
    delete from public.feed_cache c where c.user_id = any (gone);
    delete from public.feed_states s where s.user_id = any (gone);
    return cardinality(gone);
end $$;
comment on function api.drop_feeds(timestamptz, int) is
    'Removes up to limit_in for-you feeds that were worked out ahead and nobody read since a moment; returns how many.';
grant execute on function api.drop_feeds(timestamptz, int) to topin_worker;
