create or replace function api.get_presences(viewers_in uuid[], members_in uuid[], online_in interval) returns json
language sql stable
as $$
    select coalesce(json_agg(json_build_object('viewer', w.viewer, 'member', w.member, 'active', a.active)), '[]')
      from unnest(viewers_in, members_in) w (viewer, member)
      cross join lateral (select internal.active_json(w.viewer, w.member, online_in) as active) a
     where a.active is not null
$$;
comment on function api.get_presences(uuid[], uuid[], interval) is
    'Who of these pairs'' second members is online, as their first ones may know: [{viewer, member, active: {online, last_seen_at}}].';
grant execute on function api.get_presences(uuid[], uuid[], interval) to topin_worker;
