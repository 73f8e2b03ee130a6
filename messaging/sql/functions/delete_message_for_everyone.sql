-- security definer: members change messages by deeds alone.
create or replace function api.delete_message_for_everyone(message_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    mine public.messages := internal.hold_message(message_in);
begin
    if mine.sender_id <> api.viewer_id() then
        perform internal.refuse('TP403', 'Only its sender can delete a message for everyone. You can delete it for yourself.', 'not_sender');
    elsif mine.deleted_at is not null then
        return;
    end if;
    update public.messages
       set deleted_at = clock_timestamp(), sealed = null, sealed_alts = null, has_media = false, reply_to_id = null
     where id = message_in returning * into mine;
    delete from public.message_reactions where message_id = message_in;
    perform internal.remove_media(array(select m.id from public.post_media m where m.message_id = message_in));
    perform internal.tell_message('message.deleted', mine, internal.listeners_of(mine.conversation_id));
    perform internal.event_record('message_deleted', message_in, pg_catalog.jsonb_build_object('conversation_id', mine.conversation_id));
end $$;
comment on function api.delete_message_for_everyone(uuid) is
    'Takes back a message that the viewer sent: text, media and reactions go at once, and a mark stays that something stood there. Deleting twice is deleting once.';
grant execute on function api.delete_message_for_everyone(uuid) to topin_user;
