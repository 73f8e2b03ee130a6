-- security definer: joins what the viewer may not read row by row; every field is decided here.
create or replace function internal.profile_json(
    viewer_in uuid, target_in uuid, online_in interval default '60 seconds'
) returns json
language sql stable security definer set search_path = ''
as $$
    select json_build_object(
        'id', p.user_id, 'handle', p.handle, 'display_name', p.display_name,
        'avatar_url', internal.media_url(p.avatar || '/256.webp'),
        'is_verified', p.is_verified, 'is_private', p.is_private,
        'bio', case when seen.whole then d.bio else '' end,
        'banner_url', case when seen.whole then internal.media_url(d.banner || '/1500.webp') end,
        'location', case when seen.whole then d.location else '' end,
        'website', case when seen.whole then d.website else '' end,
        'pronouns', case when seen.whole then d.pronouns else '' end,
        'created_at', case when seen.whole then internal.rfc3339(p.created_at) end,
        'is_creator', case when seen.whole then p.is_creator else false end,
        'limited', not seen.whole,
        'counts', case when seen.whole then json_build_object(
            'posts', c.posts + internal.count_pending('posts', p.user_id),
            'followers', c.followers + internal.count_pending('followers', p.user_id),
            'following', c.following + internal.count_pending('following', p.user_id),
            'likes', c.likes + internal.count_pending('profile_likes', p.user_id)) end,
        'active', case when seen.whole then internal.active_json(viewer_in, p.user_id, online_in) end,
        'viewer', internal.relation_json(viewer_in, p.user_id))
      from public.profiles p
      join public.profile_details d on d.user_id = p.user_id
      join public.profile_counters c on c.user_id = p.user_id
      cross join lateral (select api.can_view_profile(viewer_in, p.user_id) as whole) seen
     where p.user_id = target_in and api.profile_exists_for(viewer_in, p.user_id)
$$;
comment on function internal.profile_json(uuid, uuid, interval) is
    'A profile as the viewer may see it, limited where they may not see all; null where it does not exist for them. online_in: how long after being seen somebody counts as online.';
grant execute on function internal.profile_json(uuid, uuid, interval) to topin_anon, topin_user, topin_staff;
