-- security definer: answers for many viewers at once, each by the one rule.
create or replace function api.get_post_counts(viewers_in uuid[], posts_in uuid[]) returns json
language sql stable security definer set search_path = ''
as $$
    with wanted as materialized (
        select w.viewer, w.post from unnest(viewers_in, posts_in) w (viewer, post) where api.can_see_post(w.viewer, w.post)
    ), counted as materialized (  -- once for each post, however many look at it
        select d.post, c.counts
          from (select distinct w.post from wanted w) d cross join lateral internal.counts_of_post(d.post) c
    )
    select coalesce(json_agg(json_build_object('viewer', w.viewer, 'post', w.post, 'counts', c.counts)), '[]')
      from wanted w join counted c on c.post = w.post
$$;
comment on function api.get_post_counts(uuid[], uuid[]) is
    'The counts of posts that members have open, as pairs of viewer and post: [{viewer, post, counts}] for those who may see theirs.';
grant execute on function api.get_post_counts(uuid[], uuid[]) to topin_worker;
