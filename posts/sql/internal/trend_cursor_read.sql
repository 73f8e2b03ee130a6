-- security definer: looks which rankings are kept.
create or replace function internal.trend_cursor_read(
    cursor_in text, out ranked_at timestamptz, out trend bigint, out at timestamptz, out id uuid
)
language plpgsql stable security definer set search_path = ''
as $$
declare
    parts text[];
begin
    if cursor_in <> '' then
        parts := regexp_match(
            internal.cursor_decode(cursor_in, 60, 160),
            '^explore\.([0-9]{1,17})\.([0-9]{1,18})\.([0-9]{1,17})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$');
        if parts is null then
            perform internal.refuse('TP400', 'This cursor belongs to no page of this list.', 'bad_cursor');
        end if;
        ranked_at := to_timestamp(0) + parts[1]::bigint * interval '1 microsecond';
    end if;
    -- A ranking that is no longer kept is read on in the newest one, at the same height.
    if not exists (select from public.trends r where r.ranked_at = trend_cursor_read.ranked_at) then
        select max(r.ranked_at) into ranked_at from public.trends r;
    end if;
    ranked_at := coalesce(ranked_at, now() - interval '72 hours');
    trend := coalesce(parts[2]::bigint, 9223372036854775807);
    at := coalesce(to_timestamp(0) + parts[3]::bigint * interval '1 microsecond', 'infinity');
    id := coalesce(parts[4]::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
end $$;
comment on function internal.trend_cursor_read(text) is
    'Which ranking a page of explore reads and where it begins; without a cursor the newest one, at its top. Refuses broken cursors.';
