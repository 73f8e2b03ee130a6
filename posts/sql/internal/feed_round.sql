create or replace function internal.feed_round(
    viewer_in uuid, found_in uuid[], limit_in int, inout kept uuid[], out last_id uuid, out is_done boolean
)
language plpgsql stable
as $$
declare
    missing int := limit_in - cardinality(kept);
    shown uuid[] := internal.without_muted_words(viewer_in, found_in[:limit_in]);
begin
    kept := kept || shown[:missing];
    is_done := cardinality(shown) >= missing or cardinality(found_in) <= limit_in;
    -- The next page goes on behind the last one that was looked at: shown, or left out behind what was shown.
    last_id := case when cardinality(shown) > missing then shown[missing] else found_in[least(limit_in, cardinality(found_in))] end;
    if last_id = found_in[cardinality(found_in)] and cardinality(found_in) <= limit_in then
        last_id := null;
    end if;
end $$;
comment on function internal.feed_round(uuid, uuid[], int, uuid[]) is
    'Adds to a page of a feed (kept) what was found and the viewer does not hide. found_in has one more than limit_in where more is there. last_id: behind which one reads on, null at the end; is_done: the page is full or the feed is at its end.';
