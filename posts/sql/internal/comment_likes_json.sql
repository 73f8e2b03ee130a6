create or replace function internal.comment_likes_json(comment_in uuid) returns json
language sql stable
as $$
    select json_build_object(
        'liked', exists (select from public.likes l where l.comment_id = comment_in and l.user_id = api.viewer_id()),
        'likes', coalesce((select c.likes from public.comment_counters c where c.comment_id = comment_in), 0)
                 + internal.count_pending('comment_likes', comment_in))
$$;
comment on function internal.comment_likes_json(uuid) is 'As post_likes_json, for a comment.';
