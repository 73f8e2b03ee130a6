-- security definer: asks once who is left out for this viewer, instead of row by row.
create or replace function api.get_posts_with_counts(circle_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    mark record := internal.cursor_read('circle', cursor_in);
    found uuid[];
    kept uuid[] := '{}';
begin
    if not internal.can_read_circle(me, circle_in) then
        perform internal.require_circle_role(circle_in, 'owner', 'moderator', 'member');
    end if;
    -- Muted words make holes, which older posts fill; a feed that is nearly all holes is read on by the next page.
    for round in 1..5 loop
        found := internal.circle_posts(me, circle_in, mark.at, mark.id, limit_in + 1);
        kept := kept || internal.without_muted_words(me, found[:limit_in]);
        exit when cardinality(kept) >= limit_in or cardinality(found) <= limit_in;
        select p.published_at as at, p.id into mark from public.posts p where p.id = found[limit_in];
    end loop;
    return internal.feed_page('circle', me, kept, found, limit_in);
end $$;
comment on function api.get_posts_with_counts(uuid, int, text) is
    'A page of a circle''s posts, newest first, without words that the viewer hides; refuses outsiders where the circle is not public.';
grant execute on function api.get_posts_with_counts(uuid, int, text) to topin_anon, topin_user, topin_staff;
