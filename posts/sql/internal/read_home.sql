create or replace function internal.read_home(viewer_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable
as $$
declare
    mark record := internal.cursor_read('home', cursor_in);
    wanted int := limit_in + 1 + limit_in / 2;  -- some are not shown
    is_end boolean := false;
    left_out uuid[] := array(select internal.hidden_from(viewer_in) union all select internal.muted_by(viewer_in));
    circles uuid[] := array(select internal.circles_of(viewer_in));
    found_ats timestamptz[];
    found_posts uuid[];
    readable uuid[];
    shown record;
    ats timestamptz[] := '{}';
    posts uuid[] := '{}';
    reposters uuid[] := '{}';
begin
    -- Candidates that are not shown make holes, which older posts fill; a feed that is nearly all holes is read on
    -- by the next page.
    for round in 1..5 loop
        select array_agg(c.at), array_agg(c.post_id) into found_ats, found_posts
          from internal.newest_home_posts(viewer_in, mark.at, mark.id, wanted) c;
        is_end := coalesce(cardinality(found_posts), 0) < wanted;
        exit when found_posts is null;
        mark.at := found_ats[cardinality(found_ats)];
        mark.id := found_posts[cardinality(found_posts)];
        readable := internal.without_muted_words(viewer_in, found_posts);
        select coalesce(array_agg(s.at), '{}') as ats, coalesce(array_agg(s.post_id), '{}') as posts,
               coalesce(array_agg(s.by_id), '{}') as reposters
          into shown
          from internal.home_shown(viewer_in, left_out, circles, found_ats, found_posts, mark.as_of, mark.snapshot) s
         where s.post_id = any (readable);
        ats := ats || shown.ats;
        posts := posts || shown.posts;
        reposters := reposters || shown.reposters;
        exit when is_end or cardinality(posts) > limit_in;
        wanted := 3 * (limit_in + 1);
    end loop;
    if cardinality(posts) > limit_in then
        mark.at := ats[limit_in];
        mark.id := posts[limit_in];
        is_end := false;
    end if;
    return json_build_object(
        'items', coalesce((
            select json_agg(p.post order by p.place)
              from internal.posts_json(viewer_in, posts[:limit_in], reposters[:limit_in]) p), '[]'),
        'next_cursor', case when not is_end then internal.cursor_after('home', mark.at, mark.id, mark.as_of, mark.snapshot) end);
end $$;
comment on function internal.read_home(uuid, int, text) is
    'A page of a member''s home feed, newest first, without words that they hide. All pages of one reading are as of its beginning: what is brought up meanwhile is still found where it stood.';
