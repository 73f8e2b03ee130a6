-- security definer: as search_newest_posts.
create or replace function api.search_best_posts(
    words_in text, wide_in text, author_in text, limit_in int, cursor_in text, walk_in int, looked_in int, ranked_in int
) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    -- The usual cursor, with the time of the first page, behind the score of the last post shown.
    behind text := split_part(cursor_in, '.', 1);
    mark record := internal.cursor_read('search_best', substr(cursor_in, strpos(cursor_in, '.') + 1));
    first_read timestamptz := case when mark.at = 'infinity' then now() + interval '1 millisecond' else mark.at end;
    query tsquery := internal.asked_words(words_in, author_in);
    found record;
    posts uuid[];
    next_cursor text;
begin
    if cursor_in <> '' and (behind !~ '^[0-9]{1,15}$' or mark.at = 'infinity') then
        perform internal.refuse('TP400', 'This cursor is broken, begin again without one.', 'bad_cursor');
    elsif words_in = '' and author_in = '' then
        return json_build_object('items', '[]'::json, 'next_cursor', null);
    end if;
    found := internal.find_visible(api.viewer_id(), query, internal.asked_words(wide_in, author_in),
                                   first_read, 'ffffffff-ffff-ffff-ffff-ffffffffffff', ranked_in, walk_in, looked_in);
    with ranked as (
        select r.post_id as id, r.score, row_number() over (order by r.score desc, r.post_id desc) as place
          from internal.rank_found(query, found.ids[:ranked_in], first_read) r
         where cursor_in = '' or (r.score, r.post_id) < (behind::bigint, mark.id)
    )
    select coalesce(array_agg(r.id order by r.place) filter (where r.place <= limit_in), '{}'),
           max(r.score) filter (where r.place = limit_in) || '.' || internal.cursor_after('search_best', first_read,
               (array_agg(r.id order by r.place))[case when count(*) > limit_in then limit_in end])
      into posts, next_cursor
      from ranked r;
    return json_build_object(
        'items', coalesce((select json_agg(p.post order by p.place) from internal.posts_json(api.viewer_id(), posts) p), '[]'),
        'next_cursor', next_cursor);
end $$;
comment on function api.search_best_posts(text, text, text, int, text, int, int, int) is
    'As search_newest_posts, but the ranked_in newest of them, the best first. Nothing is skipped or repeated by posts and likes that come meanwhile.';
grant execute on function api.search_best_posts(text, text, text, int, text, int, int, int) to topin_anon, topin_user, topin_staff;
