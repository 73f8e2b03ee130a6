-- Neither definer nor with settings of its own, so that PostgreSQL writes it into the queries that ask for many posts.
create or replace function internal.counts_of_post(post_in uuid) returns table (counts json)
language sql stable
as $$
    select json_build_object(
               'likes', coalesce(c.likes, 0) + waiting.likes, 'comments', coalesce(c.comments, 0) + waiting.comments,
               'reposts', coalesce(c.reposts, 0) + waiting.reposts, 'quotes', coalesce(c.quotes, 0) + waiting.quotes,
               'views', coalesce(c.views, 0) + waiting.views)
      from (
          select coalesce(sum(d.delta) filter (where d.kind = 'post_likes'), 0) as likes,
                 coalesce(sum(d.delta) filter (where d.kind = 'post_comments'), 0) as comments,
                 coalesce(sum(d.delta) filter (where d.kind = 'post_reposts'), 0) as reposts,
                 coalesce(sum(d.delta) filter (where d.kind = 'post_quotes'), 0) as quotes,
                 coalesce(sum(d.delta) filter (where d.kind = 'post_views'), 0) as views
            from public.counter_deltas d where d.subject_id = post_in
      ) waiting
      left join public.post_counters c on c.post_id = post_in
$$;
comment on function internal.counts_of_post(uuid) is 'The exact counts of a post as the API shows them: what is folded, and what waits.';
