-- security definer: joins authors, counts and the viewer's state, which have no policies for members. Which
-- comments may be shown is decided by the caller.
create or replace function internal.comments_json(viewer_in uuid, comments_in uuid[]) returns table (place bigint, comment json)
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    -- force_generic_plan: planning anew for each viewer would cost more than running.
    select wanted.place, json_build_object(
        'id', c.id, 'post_id', c.post_id, 'parent_id', c.parent_id,
        'author', case when c.deleted_at is null then internal.summary_json(a) end,
        'text', case when c.deleted_at is null then c.text end,
        'deleted', c.deleted_at is not null,
        'mentions', case when c.handles = '{}' then '[]' else internal.mentions_json(viewer_in, c.post_id, c.id) end,
        'counts', json_build_object(
            'likes', coalesce(k.likes, 0) + waiting.likes, 'replies', coalesce(k.replies, 0) + waiting.replies),
        'viewer', case when viewer_in is not null then json_build_object(
            'liked', exists (select from public.likes l where l.comment_id = c.id and l.user_id = viewer_in),
            'is_author', c.author_id is not distinct from viewer_in) end,
        'created_at', internal.rfc3339(c.created_at), 'edited_at', internal.rfc3339(c.edited_at))
      from unnest(comments_in) with ordinality wanted (id, place)
      join public.comments c on c.id = wanted.id
      left join public.profiles a on a.user_id = c.author_id
      left join public.comment_counters k on k.comment_id = c.id
      cross join lateral (
          select coalesce(sum(d.delta) filter (where d.kind = 'comment_likes'), 0) as likes,
                 coalesce(sum(d.delta) filter (where d.kind = 'comment_replies'), 0) as replies
            from public.counter_deltas d where d.subject_id = c.id
      ) waiting
$$;
comment on function internal.comments_json(uuid, uuid[]) is
    'Comments as the API shows them to a viewer (null: a visitor), each with its place in the given order; counts are exact.';
