-- security definer: reactions are written by deeds alone.
create or replace function api.react_to_message(message_in uuid, emoji_in text, most_in int) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    message public.messages := internal.hold_for_reaction(message_in);
begin
    insert into public.message_reactions (message_id, user_id, emoji) values (message_in, api.viewer_id(), emoji_in)
    on conflict do nothing;
    if found then
        if (select count(*) from public.message_reactions r where r.message_id = message_in and r.user_id = api.viewer_id()) > most_in then
            perform internal.refuse('TP409', 'You can put at most ' || most_in || ' reactions under a message. Take one back first.', 'too_many_reactions');
        end if;
        perform internal.tell_message('message.reacted', message, internal.listeners_of(message.conversation_id));
        perform internal.event_record('message_reacted', message_in, pg_catalog.jsonb_build_object('conversation_id', message.conversation_id));
    end if;
    return api.get_message(message_in);
end $$;
comment on function api.react_to_message(uuid, text, int) is
    'Puts an emoji of the viewer under a message, of which they have at most most_in there; the same again is one. Returns Message.';
grant execute on function api.react_to_message(uuid, text, int) to topin_user;
