-- security definer: looks up the time of a post that the caller chose for this viewer.
create or replace function internal.posts_page(list_in text, viewer_in uuid, posts_in uuid[], limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select json_build_object(
        'items', coalesce((select json_agg(post order by place)
                             from internal.posts_json(viewer_in, posts_in[:limit_in])), '[]'),
        'next_cursor', case when cardinality(posts_in) > limit_in then (
            select internal.cursor_after(list_in, p.published_at, p.id)
              from public.posts p where p.id = posts_in[limit_in]) end)
$$;
comment on function internal.posts_page(text, uuid, uuid[], int) is
    'A page of posts in the given order; one more than limit_in says that there is a next page.';
grant execute on function internal.posts_page(text, uuid, uuid[], int) to topin_anon, topin_user, topin_staff;
