create or replace function internal.newest_comments(viewer_in uuid, post_in uuid, parent_in uuid, before_in uuid, limit_in int)
returns uuid[]
language sql stable
as $$
    select array(
        -- One of the two has rows; each reads no more of its index than the page takes.
        (select c.id from internal.shown_comments(viewer_in) c
          where parent_in is null and c.post_id = post_in and c.parent_id is null and c.id < before_in
          order by c.id desc limit limit_in)
        union all
        (select c.id from internal.shown_comments(viewer_in) c
          where c.parent_id = parent_in and c.id < before_in
          order by c.id desc limit limit_in)
        order by id desc)
$$;
comment on function internal.newest_comments(uuid, uuid, uuid, uuid, int) is
    'Ids of the newest comments before a mark: answers to parent_in, or (null) those on the post itself, as far as the viewer may see them.';
