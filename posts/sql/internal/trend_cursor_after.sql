create or replace function internal.trend_cursor_after(ranked_in timestamptz, trend_in bigint, time_in timestamptz, id_in uuid) returns text
language sql immutable parallel safe
as $$
    select internal.cursor_encode(
        'explore.' || (extract(epoch from ranked_in) * 1000000)::bigint || '.' || trend_in || '.'
        || (extract(epoch from time_in) * 1000000)::bigint || '.' || id_in)
$$;
comment on function internal.trend_cursor_after(timestamptz, bigint, timestamptz, uuid) is
    'The opaque cursor of a page of explore: which ranking it reads, and the row it ended with.';
