create or replace function internal.message_cursor_read(conversation_in uuid, cursor_in text) returns bigint
language plpgsql immutable parallel safe
as $$
declare
    parts text[];
begin
    if cursor_in is null or cursor_in = '' then
        return 9223372036854775807;
    end if;
    parts := regexp_match(internal.cursor_decode(cursor_in, 40, 100), '^messages\.([0-9a-f-]{36})\.([0-9]{1,18})$');
    if parts is null or parts[1] <> conversation_in::text then
        perform internal.refuse('TP400', 'This cursor belongs to no page of this list.', 'bad_cursor');
    end if;
    return parts[2]::bigint;
end $$;
comment on function internal.message_cursor_read(uuid, text) is
    'Before which message a page of a conversation begins; without a cursor after the newest. Refuses broken cursors and those of other conversations.';
