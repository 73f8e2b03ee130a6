-- security definer: the count rests on rows that the viewer may not read one by one.
create or replace function internal.profile_likes_json(target_in uuid) returns json
language sql stable security definer set search_path = ''
as $$
    select json_build_object(
        'liked', exists (select from public.profile_likes l where l.user_id = api.viewer_id() and l.target_id = target_in),
        'likes', case when api.can_view_profile(api.viewer_id(), target_in)
            then c.likes + internal.count_pending('profile_likes', target_in) end)
      from public.profile_counters c where c.user_id = target_in
$$;
comment on function internal.profile_likes_json(uuid) is
    'The answer to liking a profile and taking that back; likes is null where the profile is limited, as its counts are.';
grant execute on function internal.profile_likes_json(uuid) to topin_user;
