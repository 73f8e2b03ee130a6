create or replace function internal.poll_json(viewer_in uuid, post_in uuid) returns json
language sql stable
as $$
    select json_build_object(
        'id', q.post_id,
        'options', (
            select json_agg(json_build_object('id', o.id, 'text', o.text, 'votes', case when figures.shown
                       then o.votes + internal.count_pending('poll_votes', o.id) end) order by o.place)
              from public.post_poll_options o where o.post_id = q.post_id),
        'multiple', q.multiple, 'closes_in', q.seconds, 'closes_at', internal.rfc3339(q.closes_at),
        'closed', figures.closed,
        'voters_count', case when figures.shown then q.voters + internal.count_pending('poll_voters', q.post_id) end,
        'viewer_votes', to_json(mine.votes))
      from public.post_polls q
      join public.posts p on p.id = q.post_id
      cross join lateral (
          select array(select v.option_id from public.post_poll_votes v
                         join public.post_poll_options o on o.id = v.option_id
                        where v.post_id = q.post_id and v.user_id = viewer_in order by o.place) as votes
      ) mine
      cross join lateral (
          select coalesce(q.closed_at is not null or q.closes_at <= now(), false) as closed,
                 coalesce(q.closed_at is not null or q.closes_at <= now() or p.author_id = viewer_in
                          or cardinality(mine.votes) > 0, false) as shown
      ) figures
     where q.post_id = post_in
$$;
comment on function internal.poll_json(uuid, uuid) is
    'The poll of a post that the viewer sees. How people voted is null until the viewer voted or it closed; its author always knows. closes_in: the seconds it runs from publishing on.';
