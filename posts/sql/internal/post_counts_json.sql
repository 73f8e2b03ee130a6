-- security definer: counts are public where the post is; their rows are not.
create or replace function internal.post_counts_json(post_in uuid) returns json
language sql stable security definer set search_path = ''
as $$
    select json_build_object(
        'likes', coalesce(c.likes, 0) + internal.count_pending('post_likes', post_in),
        'comments', coalesce(c.comments, 0) + internal.count_pending('post_comments', post_in),
        'reposts', coalesce(c.reposts, 0) + internal.count_pending('post_reposts', post_in),
        'quotes', coalesce(c.quotes, 0) + internal.count_pending('post_quotes', post_in),
        'views', coalesce(c.views, 0) + internal.count_pending('post_views', post_in))
      from (select post_in as id) p left join public.post_counters c on c.post_id = p.id
$$;
comment on function internal.post_counts_json(uuid) is 'The exact counts of a post, which the caller found to be visible.';
