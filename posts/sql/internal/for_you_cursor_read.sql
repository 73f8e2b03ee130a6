create or replace function internal.for_you_cursor_read(cursor_in text, out last uuid[], out at timestamptz, out id uuid)
language plpgsql immutable parallel safe
as $$
declare
    parts text[];
begin
    last := '{}';
    if cursor_in is null or cursor_in = '' then
        return;
    end if;
    parts := regexp_match(
        internal.cursor_decode(cursor_in, 30, 160),
        '^for_you\.(?:(seen)\.([0-9]{1,17})\.)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))?$');
    if parts is null or (parts[1] is not null and parts[4] is not null) then
        perform internal.refuse('TP400', 'This cursor belongs to no page of this list.', 'bad_cursor');
    elsif parts[1] = 'seen' then
        at := to_timestamp(0) + parts[2]::bigint * interval '1 microsecond';
        id := parts[3]::uuid;
    else
        last := array_remove(array[parts[3], parts[4]]::uuid[], null);
    end if;
end $$;
comment on function internal.for_you_cursor_read(text) is
    'How a reading of a for-you feed goes on: after its last two posts (what it showed before them is known to be seen), or, where everything was seen, before a post by time. Refuses broken cursors.';
