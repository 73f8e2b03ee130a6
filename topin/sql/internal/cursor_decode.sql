create or replace function internal.cursor_decode(cursor_in text, shortest_in int, longest_in int) returns text
language plpgsql immutable parallel safe
as $$
begin
    if cursor_in !~ '^[A-Za-z0-9_-]+$' or length(cursor_in) not between shortest_in and longest_in or length(cursor_in) % 4 = 1 then
        perform internal.refuse('TP400', 'This cursor is broken, begin again without one.', 'bad_cursor');
    end if;
    return encode(decode(translate(cursor_in, '-_', '+/') || repeat('=', (4 - length(cursor_in) % 4) % 4), 'base64'), 'escape');
end $$;
comment on function internal.cursor_decode(text, int, int) is 'What cursor_encode was given, of cursors of such a length; refuses what it never made.';
grant execute on function internal.cursor_decode(text, int, int) to topin_anon, topin_user, topin_staff, topin_worker;
