-- security definer: as fan_out.
create or replace function api.drop_timelines(seen_since_in timestamptz, follows_in int, limit_in int) returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
    gone uuid[] := array(
        select t.user_id from public.timeline_states t
         where not exists (select from public.user_sessions s where s.user_id = t.user_id and s.last_seen_at >= seen_since_in)
            or internal.follows_many(t.user_id, follows_in)
         limit limit_in);
begin
    perform internal.remove_timeline(user_id) from unnest(gone) user_id;
    return cardinality(gone);
end $$;
comment on function api.drop_timelines(timestamptz, int, int) is
    'Removes up to limit_in timelines of members who were not seen since a moment or follow more than follows_in; returns how many.';
grant execute on function api.drop_timelines(timestamptz, int, int) to topin_worker;
