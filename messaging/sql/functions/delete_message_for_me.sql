-- security definer: members change messages by deeds alone.
create or replace function api.delete_message_for_me(message_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    mine public.messages := internal.hold_message(message_in);
    me uuid := api.viewer_id();
begin
    update public.messages set hidden_for = hidden_for || me where id = message_in returning * into mine;
    perform internal.tell_message('message.deleted', mine, array[me]);
    perform internal.event_record('message_hidden', message_in, pg_catalog.jsonb_build_object(
        'conversation_id', mine.conversation_id, 'user_id', me));
    -- Nobody is left who sees it.
    if not exists (select from public.conversation_participants p
                    where p.conversation_id = mine.conversation_id and p.user_id <> all (mine.hidden_for)) then
        perform internal.remove_messages(array[message_in]);
    end if;
end $$;
comment on function api.delete_message_for_me(uuid) is
    'Takes a message from the viewer''s sight for good; the other one keeps it. When all have done so it is gone.';
grant execute on function api.delete_message_for_me(uuid) to topin_user;
