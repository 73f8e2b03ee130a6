-- security definer: marks are written by deeds alone.
create or replace function api.read_message(message_in uuid) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    seen public.messages := internal.own_message(message_in);
begin
    perform internal.read_up_to(internal.hold_conversation(seen.conversation_id), seen.seq);
    return api.get_message(message_in);
end $$;
comment on function api.read_message(uuid) is
    'Notes that the viewer has read a message, and so those before it; returns Message.';
grant execute on function api.read_message(uuid) to topin_user;
