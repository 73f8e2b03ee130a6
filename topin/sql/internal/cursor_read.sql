create or replace function internal.cursor_read(
    list_in text, cursor_in text, out at timestamptz, out id uuid, out as_of timestamptz, out snapshot pg_snapshot
)
language plpgsql stable parallel safe
as $$
declare
    parts text[];
begin
    as_of := now();
    snapshot := pg_current_snapshot();
    if cursor_in is null or cursor_in = '' then
        at := 'infinity';
        id := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
        return;
    end if;
    parts := regexp_match(
        internal.cursor_decode(cursor_in, 40, 6000),
        '^([a-z_]+)\.([0-9]{1,17})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.([0-9]{1,17})\.([0-9:,]+))?$');
    if parts is null or parts[1] <> list_in or (parts[5] is not null and not pg_input_is_valid(parts[5], 'pg_snapshot')) then
        perform internal.refuse('TP400', 'This cursor belongs to no page of this list.', 'bad_cursor');
    end if;
    at := to_timestamp(0) + parts[2]::bigint * interval '1 microsecond';
    id := parts[3]::uuid;
    as_of := coalesce(to_timestamp(0) + parts[4]::bigint * interval '1 microsecond', as_of);
    snapshot := coalesce(parts[5]::pg_snapshot, snapshot);
end $$;
comment on function internal.cursor_read(text, text) is
    'Where a page begins; without a cursor at the newest. as_of, snapshot: when reading began and what was committed then, if the cursor says so, else now. Refuses broken cursors and those of other lists.';
grant execute on function internal.cursor_read(text, text) to topin_anon, topin_user, topin_staff, topin_worker;
