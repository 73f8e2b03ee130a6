-- security definer: answers for many viewers at once, each by the one rule.
create or replace function api.get_post_counts(viewers_in uuid[], posts_in uuid[]) returns json
language sql stable security definer set search_path = ''
as $$
    with wanted as materialized (
        select w.viewer, w.post from unnest(viewers_in, posts_in) w (viewer, post) where api.can_see_post(w.viewer, w.post)
    ), counted as materialized (  -- once for each post, however many look at it
        select d.post, json_build_object(
                   'likes', coalesce(c.likes, 0) + waiting.likes, 'comments', coalesce(c.comments, 0) + waiting.comments,
                   'reposts', coalesce(c.reposts, 0) + waiting.reposts, 'quotes', coalesce(c.quotes, 0) + waiting.quotes,
                   'views', coalesce(c.views, 0) + waiting.views) as counts
          from (select distinct w.post from wanted w) d
          left join public.post_counters c on c.post_id = d.post
          cross join lateral (
              select coalesce(sum(n.delta) filter (where n.kind = 'post_likes'), 0) as likes,
                     coalesce(sum(n.delta) filter (where n.kind = 'post_comments'), 0) as comments,
                     coalesce(sum(n.delta) filter (where n.kind = 'post_reposts'), 0) as reposts,
                     coalesce(sum(n.delta) filter (where n.kind = 'post_quotes'), 0) as quotes,
                     coalesce(sum(n.delta) filter (where n.kind = 'post_views'), 0) as views
                from public.counter_deltas n where n.subject_id = d.post
          ) waiting
    )
    select coalesce(json_agg(json_build_object('viewer', w.viewer, 'post', w.post, 'counts', c.counts)), '[]')
      from wanted w join counted c on c.post = w.post
$$;
comment on function api.get_post_counts(uuid[], uuid[]) is
    'The counts of posts that members have open, as pairs of viewer and post: [{viewer, post, counts}] for those who may see theirs.';
grant execute on function api.get_post_counts(uuid[], uuid[]) to topin_worker;
