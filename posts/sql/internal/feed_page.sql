-- security definer: looks up the time of a post that the caller chose for this viewer.
create or replace function internal.feed_page(list_in text, viewer_in uuid, posts_in uuid[], last_in uuid) returns json
language sql stable security definer set search_path = ''
as $$
    select json_build_object(
        'items', coalesce((select json_agg(post order by place) from internal.posts_json(viewer_in, posts_in)), '[]'),
        'next_cursor', (select internal.cursor_after(list_in, p.published_at, p.id) from public.posts p where p.id = last_in))
$$;
comment on function internal.feed_page(text, uuid, uuid[], uuid) is
    'A page of posts in the given order; the next one begins behind last_in, which need not be shown. Null: there is none.';
grant execute on function internal.feed_page(text, uuid, uuid[], uuid) to topin_anon, topin_user, topin_staff;
