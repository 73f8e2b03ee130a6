create or replace function internal.open_conversation(conversation_in uuid, recipient_in uuid, standing_in text) returns uuid[]
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    me uuid := api.viewer_id();
    was public.conversation_participants;
begin
    select * into was from public.conversation_participants where conversation_id = conversation_in and user_id = me;
    if not found then
        insert into public.conversations (id) values (conversation_in);
        insert into public.conversation_participants (conversation_id, user_id, peer_id, state, updated_at) values
            (conversation_in, me, recipient_in, case standing_in when 'yes' then 'active' else 'sent_request' end, now()),
            (conversation_in, recipient_in, me, case standing_in when 'yes' then 'active' else 'request' end, now());
        return internal.listeners_of(conversation_in);
    elsif was.state in ('request', 'declined') or (was.state = 'sent_request' and standing_in = 'yes') then
        -- Whoever answers agrees; and so does whoever follows the one who asked.
        perform internal.agree(conversation_in);
        return internal.listeners_of(conversation_in);
    end if;
    -- Whoever had put it away sees it come back; that the other had is nobody's to know.
    return array(select user_id from public.conversation_participants where conversation_id = conversation_in and is_archived);
end $$;
comment on function internal.open_conversation(uuid, uuid, text) is
    'Makes the conversation in which the viewer writes, or agrees to it. Returns who has to be told of it anew.';
