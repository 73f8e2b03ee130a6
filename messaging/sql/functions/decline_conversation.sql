-- security definer: members change conversations by deeds alone.
create or replace function api.decline_conversation(conversation_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    mine public.conversation_participants := internal.hold_conversation(conversation_in);
begin
    if mine.state <> 'request' then
        perform internal.refuse('TP409', 'Only a request can be declined.', 'conflict');
    end if;
    update public.conversation_participants set state = 'declined', has_unread = false
     where conversation_id = conversation_in and user_id = mine.user_id;
    -- The viewer's other devices; the sender is not told.
    perform internal.tell_conversation(conversation_in, array[mine.user_id]);
    perform internal.event_record('conversation_declined', conversation_in, pg_catalog.jsonb_build_object('user_id', mine.user_id));
end $$;
comment on function api.decline_conversation(uuid) is
    'Hides a request that came to the viewer, with whatever follows in it. The sender is not told.';
grant execute on function api.decline_conversation(uuid) to topin_user;
