create or replace function internal.home_posts(viewer_in uuid, at_in timestamptz, id_in uuid, limit_in int)
returns table (at timestamptz, post_id uuid)
language sql stable
as $$
    select w.at, w.post_id
      from internal.home_walk(viewer_in, internal.home_authors(viewer_in), array(select internal.circles_of(viewer_in)),
                              at_in, id_in, limit_in) w
$$;
comment on function internal.home_posts(uuid, timestamptz, uuid, int) is
    'Candidates of a home feed before a mark, newest first, from those followed and from own circles, one by one.';
