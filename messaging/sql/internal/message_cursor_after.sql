create or replace function internal.message_cursor_after(conversation_in uuid, seq_in bigint) returns text
language sql immutable parallel safe
as $$ select internal.cursor_encode('messages.' || conversation_in || '.' || seq_in) $$;
comment on function internal.message_cursor_after(uuid, bigint) is
    'The opaque cursor of a page of a conversation that ended with this message.';
