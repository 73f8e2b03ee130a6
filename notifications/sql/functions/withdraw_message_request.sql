create or replace function api.withdraw_message_request(conversation_in uuid) returns void
language plpgsql volatile
as $$
declare
    side uuid;
begin
    -- By their ids, lowest first, as they are locked.
    for side in select p.user_id from conversation_participants p where p.conversation_id = conversation_in order by 1 loop
        perform api.withdraw_group(side, 'message_request', conversation_in);
    end loop;
end $$;
comment on function api.withdraw_message_request(uuid) is
    'A request was answered: whoever has not read of it yet has nothing to answer any more.';
grant execute on function api.withdraw_message_request(uuid) to topin_worker;
