-- security definer: as fan_out.
create or replace function api.get_outdated_timelines(limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(old.user_id), '[]')
      from (select t.user_id from public.timeline_states t
             where exists (select from public.followers f
                            where f.follower_id = t.user_id and f.created_at > t.built_at - interval '1 minute' offset 0)
                or exists (select from public.circle_members m
                            where m.user_id = t.user_id and m.joined_at > t.built_at - interval '1 minute' offset 0)
             order by t.built_at limit limit_in) old
$$;
comment on function api.get_outdated_timelines(int) is
    'Members who follow somebody or joined a circle since their timeline was built: until it is built anew they merge what it lacks when they read.';
grant execute on function api.get_outdated_timelines(int) to topin_worker;
