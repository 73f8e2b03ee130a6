create or replace function internal.agree(conversation_in uuid) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    reader record;
begin
    update public.conversation_participants set state = 'active', has_unread = has_unread or state = 'declined'
     where conversation_id = conversation_in and state <> 'active';
    -- What was read while it was a request is read from now on.
    for reader in select user_id, read_seq from public.conversation_participants
                   where conversation_id = conversation_in and read_seq > 0 loop
        perform internal.mark_read(conversation_in, reader.user_id, 0, reader.read_seq);
    end loop;
    perform internal.event_record('conversation_accepted', conversation_in, jsonb_build_object('user_id', api.viewer_id()));
end $$;
comment on function internal.agree(uuid) is
    'Makes a request a conversation like others, for both; the caller has locked both.';
