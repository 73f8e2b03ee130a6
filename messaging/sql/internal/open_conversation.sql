create or replace function internal.open_conversation(conversation_in uuid, recipient_in uuid, standing_in text) returns boolean
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
        return true;
    elsif was.state in ('request', 'declined') or (was.state = 'sent_request' and standing_in = 'yes') then
        -- Whoever answers agrees; and so does whoever follows the one who asked.
        perform internal.agree(conversation_in);
        return true;
    end if;
    return was.is_archived or exists (
        select from public.conversation_participants where conversation_id = conversation_in and user_id = recipient_in and is_archived);
end $$;
comment on function internal.open_conversation(uuid, uuid, text) is
    'Makes the conversation in which the viewer writes, or agrees to it. Says whether clients have to be told of it anew.';
