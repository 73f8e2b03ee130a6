create or replace function internal.oldest_comments(viewer_in uuid, post_in uuid, parent_in uuid, after_in uuid, limit_in int)
returns uuid[]
language sql stable
as $$
    select array(
        -- As newest_comments.
        (select c.id from internal.shown_comments(viewer_in) c
          where parent_in is null and c.post_id = post_in and c.parent_id is null and c.id > after_in
          order by c.id limit limit_in)
        union all
        (select c.id from internal.shown_comments(viewer_in) c
          where c.parent_id = parent_in and c.id > after_in
          order by c.id limit limit_in)
        order by id)
$$;
comment on function internal.oldest_comments(uuid, uuid, uuid, uuid, int) is 'As newest_comments, the oldest after a mark.';
