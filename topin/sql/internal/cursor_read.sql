create or replace function internal.cursor_read(list_in text, cursor_in text, out at timestamptz, out id uuid, out as_of timestamptz)
language plpgsql stable parallel safe
as $$
declare
    parts text[];
    plain text;
begin
    as_of := now();
    if cursor_in is null or cursor_in = '' then
        at := 'infinity';
        id := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
        return;
    end if;
    if cursor_in !~ '^[A-Za-z0-9_-]{40,120}$' or length(cursor_in) % 4 = 1 then
        perform internal.refuse('TP400', 'This cursor is broken, begin again without one.', 'bad_cursor');
    end if;
    plain := encode(decode(translate(cursor_in, '-_', '+/') || repeat('=', (4 - length(cursor_in) % 4) % 4), 'base64'), 'escape');
    parts := regexp_match(plain, '^([a-z_]+)\.([0-9]{1,17})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.([0-9]{1,17}))?$');
    if parts is null or parts[1] <> list_in then
        perform internal.refuse('TP400', 'This cursor belongs to no page of this list.', 'bad_cursor');
    end if;
    at := to_timestamp(0) + parts[2]::bigint * interval '1 microsecond';
    id := parts[3]::uuid;
    as_of := coalesce(to_timestamp(0) + parts[4]::bigint * interval '1 microsecond', as_of);
end $$;
comment on function internal.cursor_read(text, text) is
    'Where a page begins; without a cursor at the newest. as_of: when reading began, if the cursor says so, else now. Refuses broken cursors and those of other lists.';
grant execute on function internal.cursor_read(text, text) to topin_anon, topin_user, topin_staff, topin_worker;
