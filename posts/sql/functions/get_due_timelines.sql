-- security definer: as fan_out.
create or replace function api.get_due_timelines(seen_since_in timestamptz, follows_in int, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(due.user_id), '[]')
      from (select s.user_id from public.user_sessions s left join public.timeline_states t on t.user_id = s.user_id
             where s.last_seen_at >= seen_since_in and t.built_at is null and not internal.follows_many(s.user_id, follows_in)
             group by s.user_id order by max(s.last_seen_at) desc limit limit_in) due
$$;
comment on function api.get_due_timelines(timestamptz, int, int) is
    'Members seen since a moment who have no timeline yet, those who were here last first; without those who follow more than follows_in.';
grant execute on function api.get_due_timelines(timestamptz, int, int) to topin_worker;
