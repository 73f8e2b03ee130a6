-- security definer: as get_for_you.
create or replace function api.get_due_feeds(seen_since_in timestamptz, made_before_in timestamptz, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(due.user_id order by due.made_at nulls first), '[]')
      from (select s.user_id, s.made_at from public.feed_states s
             where (s.made_at is null or s.made_at < made_before_in)
               and (s.read_at >= seen_since_in or exists (
                    select from public.user_sessions u where u.user_id = s.user_id and u.last_seen_at >= seen_since_in offset 0))
             order by s.made_at nulls first limit limit_in) due
$$;
comment on function api.get_due_feeds(timestamptz, timestamptz, int) is
    'Members who read for-you feeds, came by since a moment, and whose feed was made before another: the oldest first.';
grant execute on function api.get_due_feeds(timestamptz, timestamptz, int) to topin_worker;
