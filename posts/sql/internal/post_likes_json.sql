-- security definer: the count is public, its rows are not.
create or replace function internal.post_likes_json(post_in uuid) returns json
language sql stable security definer set search_path = ''
as $$
    select json_build_object(
        'liked', exists (select from public.likes l where l.post_id = post_in and l.user_id = api.viewer_id()),
        'likes', coalesce((select c.likes from public.post_counters c where c.post_id = post_in), 0)
                 + internal.count_pending('post_likes', post_in))
$$;
comment on function internal.post_likes_json(uuid) is 'The answer to liking and unliking: the viewer''s like, and the exact count.';
grant execute on function internal.post_likes_json(uuid) to topin_user;
