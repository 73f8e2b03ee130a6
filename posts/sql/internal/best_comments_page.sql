create or replace function internal.best_comments_page(
    viewer_in uuid, post_in uuid, parent_in uuid, limit_in int, cursor_in text, ranked_in int, out comments uuid[], out next_cursor text
)
language plpgsql stable
as $$
declare
    -- The usual cursor, with the time of the first page, behind the likes of the last comment shown.
    behind text := split_part(cursor_in, '.', 1);
    mark record := internal.cursor_read('comments_best', substr(cursor_in, strpos(cursor_in, '.') + 1));
    first_read timestamptz := case when mark.at = 'infinity' then now() + interval '1 millisecond' else mark.at end;
begin
    if cursor_in <> '' and (behind !~ '^[0-9]{1,15}$' or mark.at = 'infinity') then
        perform internal.refuse('TP400', 'This cursor is broken, begin again without one.', 'bad_cursor');
    end if;
    with found as (
        select b.id, b.likes, row_number() over (order by b.likes desc, b.id desc) as place
          from internal.best_comments(viewer_in, post_in, parent_in, internal.uuid_at(first_read), nullif(behind, '')::bigint, mark.id, limit_in + 1, ranked_in) b
    )
    select coalesce(array_agg(f.id order by f.place) filter (where f.place <= limit_in), '{}'),
           max(f.likes) filter (where f.place = limit_in) || '.' || internal.cursor_after('comments_best', first_read,
               (array_agg(f.id order by f.place))[case when count(*) > limit_in then limit_in end])
      into comments, next_cursor
      from found f;
end $$;
comment on function internal.best_comments_page(uuid, uuid, uuid, int, text, int) is
    'A page of the best comments as ids, and the cursor of the next one. Nothing is skipped or repeated by likes that come meanwhile.';
