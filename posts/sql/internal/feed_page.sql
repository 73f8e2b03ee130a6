-- security definer: looks up the time of a post that the caller chose for this viewer.
create or replace function internal.feed_page(list_in text, viewer_in uuid, posts_in uuid[], found_in uuid[], limit_in int)
returns json
language sql stable security definer set search_path = ''
as $$
    select json_build_object(
        'items', coalesce((select json_agg(post order by place) from internal.posts_json(viewer_in, posts_in[:limit_in])), '[]'),
        'next_cursor', (
            select internal.cursor_after(list_in, p.published_at, p.id) from public.posts p
             where p.id = case when cardinality(posts_in) > limit_in then posts_in[limit_in]
                               when cardinality(found_in) > limit_in then found_in[limit_in] end))
$$;
comment on function internal.feed_page(text, uuid, uuid[], uuid[], int) is
    'A page of posts_in. The next one begins behind the last post shown where more of posts_in is left, else behind the last of found_in that was looked at; found_in has one more than limit_in where there is more.';
grant execute on function internal.feed_page(text, uuid, uuid[], uuid[], int) to topin_anon, topin_user, topin_staff;
