-- security definer: marks are written by deeds alone.
create or replace function api.read_messages(conversation_in uuid, up_to_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    mine public.conversation_participants := internal.hold_conversation(conversation_in);
    seen public.messages := internal.own_message(up_to_in);
begin
    if seen.conversation_id <> conversation_in then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    perform internal.read_up_to(mine, seen.seq);
end $$;
comment on function api.read_messages(uuid, uuid) is
    'Notes that the viewer has read a conversation up to a message of it.';
grant execute on function api.read_messages(uuid, uuid) to topin_user;
