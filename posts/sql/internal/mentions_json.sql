create or replace function internal.mentions_json(viewer_in uuid, post_in uuid, comment_in uuid) returns json
language sql stable
as $$
    select coalesce(json_agg(json_build_object('id', a.user_id, 'handle', a.handle) order by m.place), '[]')
      from public.mentions m join internal.listed_profiles(viewer_in) a on a.user_id = m.user_id
     where m.post_id = post_in and m.comment_id is not distinct from comment_in
$$;
comment on function internal.mentions_json(uuid, uuid, uuid) is
    'Who is mentioned in a post (comment null) or one of its comments, without those whom the viewer may not see.';
