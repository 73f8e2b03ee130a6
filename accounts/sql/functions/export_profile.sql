-- security definer: an archive holds what no screen shows; the job that makes it names the one member it is about.
create or replace function api.export_profile(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', p.user_id, 'item', to_jsonb(p) || to_jsonb(d)
            || jsonb_build_object('counts', jsonb_build_object(
                'posts', c.posts + internal.count_pending('posts', user_in),
                'followers', c.followers + internal.count_pending('followers', user_in),
                'following', c.following + internal.count_pending('following', user_in),
                'likes', c.likes + internal.count_pending('profile_likes', user_in))))), '[]')
      from public.profiles p
      join public.profile_details d using (user_id) join public.profile_counters c using (user_id)
     where p.user_id = user_in and after_in is null
$$;
comment on function api.export_profile(uuid, uuid, int) is 'The profile with all its fields and counts, as the only item of a page of the archive.';
grant execute on function api.export_profile(uuid, uuid, int) to topin_worker;
