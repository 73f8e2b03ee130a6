create or replace function internal.own_posts_page(list_in text, posts_in uuid[], times_in timestamptz[], limit_in int) returns json
language sql stable
as $$
    select json_build_object(
        'items', coalesce((select json_agg(post order by place) from internal.posts_json(api.viewer_id(), posts_in[:limit_in])), '[]'),
        'next_cursor', case when cardinality(posts_in) > limit_in
            then internal.cursor_after(list_in, times_in[limit_in], posts_in[limit_in]) end)
$$;
comment on function internal.own_posts_page(text, uuid[], timestamptz[], int) is
    'A page of a list of the viewer''s own posts with the times it is sorted by; one more than limit_in says that there is a next page.';
