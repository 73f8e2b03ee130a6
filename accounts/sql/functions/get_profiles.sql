create or replace function api.get_profiles(ids_in uuid[], online_in interval default '60 seconds') returns json
language sql stable
as $$
    with asked as (
        select id, place, internal.profile_json(viewer_id(), id, online_in) as profile
          from unnest(ids_in) with ordinality as given(id, place)
    )
    select json_build_object(
        'items', coalesce(json_agg(profile order by place) filter (where profile is not null), '[]'),
        'missing', coalesce(json_agg(id order by place) filter (where profile is null), '[]'))
      from asked
$$;
comment on function api.get_profiles(uuid[], interval) is 'Profiles as the viewer may see them, in the order asked; missing: those that do not exist for them.';
grant execute on function api.get_profiles(uuid[], interval) to topin_anon, topin_user, topin_staff;
