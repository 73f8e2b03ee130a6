create or replace function internal.preview_json(reader_in uuid, weights_in jsonb, is_own_in boolean, limit_in int) returns json
language sql stable
as $$
    select coalesce(json_agg(json_build_object(
               'post_id', r.post_id, 'text', left(p.text, 200), 'handle', a.handle, 'why', r.why, 'score', r.score,
               'published_at', internal.rfc3339(p.published_at)) order by r.place), '[]')
      from (select r.place, r.post_id, r.why, r.score
              from internal.rank_feed(reader_in, weights_in, 10 * limit_in) r join public.posts p on p.id = r.post_id
              join public.profiles a on a.user_id = p.author_id
             where is_own_in or (internal.is_out_for_all(p) and internal.is_open_to_all(a)) order by r.place limit limit_in) r
      join public.posts p on p.id = r.post_id
      join public.profiles a on a.user_id = p.author_id
$$;
comment on function internal.preview_json(uuid, jsonb, boolean, int) is
    'The next posts of a reader''s for-you feed by some weights, for a preview: [{post_id, text, handle, why (a code), score, published_at}]; of others'' feeds only what everybody may see.';
