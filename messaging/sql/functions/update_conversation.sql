-- security definer: members change conversations by deeds alone.
create or replace function api.update_conversation(conversation_in uuid, changes_in jsonb) returns json
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    mine public.conversation_participants := internal.hold_conversation(conversation_in);
    changed_for uuid[] := array[mine.user_id];
begin
    if mine.state = 'request' then
        perform internal.refuse('TP403', 'Accept this request first.', 'request_not_accepted');
    end if;
    update public.conversation_participants
       set is_muted = coalesce((changes_in ->> 'muted')::boolean, is_muted),
           is_archived = coalesce((changes_in ->> 'archived')::boolean, is_archived)
     where conversation_id = conversation_in and user_id = mine.user_id;
    update public.conversations set expiry = changes_in ->> 'expiry'
     where id = conversation_in and expiry <> changes_in ->> 'expiry';
    if found then
        changed_for := internal.listeners_of(conversation_in);
    end if;
    perform internal.tell_conversation(conversation_in, changed_for);
    return api.get_conversation(conversation_in);
end $$;
comment on function api.update_conversation(uuid, jsonb) is
    'Changes {muted, archived} for the viewer, and {expiry} of messages to come for both; what is not given stays.';
grant execute on function api.update_conversation(uuid, jsonb) to topin_user;
