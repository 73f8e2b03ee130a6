create or replace function internal.cursor_after(
    list_in text, time_in timestamptz, id_in uuid, as_of_in timestamptz default null, snapshot_in pg_snapshot default null
) returns text
language sql immutable parallel safe
as $$
    select internal.cursor_encode(
        list_in || '.' || (extract(epoch from time_in) * 1000000)::bigint || '.' || id_in
        || coalesce('.' || (extract(epoch from as_of_in) * 1000000)::bigint || '.' || snapshot_in, ''))
$$;
comment on function internal.cursor_after(text, timestamptz, uuid, timestamptz, pg_snapshot) is
    'The opaque cursor of a page that ended with this row (base64url of list, microseconds and id). as_of_in, snapshot_in: when reading began and what was committed then, for lists whose order may change meanwhile.';
grant execute on function internal.cursor_after(text, timestamptz, uuid, timestamptz, pg_snapshot) to topin_anon, topin_user, topin_staff, topin_worker;
