-- security definer: asks once who is left out for this viewer, instead of row by row.
create or replace function api.get_posts_with_counts(circle_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    mark record := internal.cursor_read('circle', cursor_in);
    page record;
begin
    if not internal.can_read_circle(me, circle_in) then
        perform internal.require_circle_role(circle_in, 'owner', 'moderator', 'member');
    end if;
    select '{}'::uuid[] as kept into page;
    -- Muted words make holes, which older posts fill; a feed that is nearly all holes is read on by the next page.
    for round in 1..5 loop
        select * into page from internal.feed_round(me,
            internal.circle_posts(me, circle_in, mark.at, mark.id, limit_in + 1), limit_in, page.kept);
        exit when page.is_done;
        select p.published_at as at, p.id into mark from public.posts p where p.id = page.last_id;
    end loop;
    return internal.feed_page('circle', me, page.kept, page.last_id);
end $$;
comment on function api.get_posts_with_counts(uuid, int, text) is
    'A page of a circle''s posts, newest first, without words that the viewer hides; refuses outsiders where the circle is not public.';
grant execute on function api.get_posts_with_counts(uuid, int, text) to topin_anon, topin_user, topin_staff;
