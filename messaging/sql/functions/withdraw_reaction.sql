-- security definer: reactions are written by deeds alone.
create or replace function api.withdraw_reaction(message_in uuid, emoji_in text) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    message public.messages := internal.hold_for_reaction(message_in);
begin
    delete from public.message_reactions r where r.message_id = message_in and r.user_id = api.viewer_id() and r.emoji = emoji_in;
    if found then
        perform internal.tell_message('message.reacted', message, internal.listeners_of(message.conversation_id));
    end if;
    return api.get_message(message_in);
end $$;
comment on function api.withdraw_reaction(uuid, text) is 'Takes back an emoji of the viewer; returns Message. Taking back what is not there changes nothing.';
grant execute on function api.withdraw_reaction(uuid, text) to topin_user;
