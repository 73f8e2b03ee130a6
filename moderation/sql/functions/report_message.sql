-- security definer: a copy of what another wrote is made for whoever received it; members write no reports by themselves.
create or replace function api.report_message(
    message_in uuid, reason_in text, note_in text, sealed_in bytea, master_in text
) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    seen public.messages := internal.hold_message(message_in);
    made uuid;
begin
    if seen.sender_id = me then
        perform internal.refuse('TP409', 'This is your own message. You can delete it.', 'own_message');
    elsif seen.deleted_at is not null then
        perform internal.refuse('TP410', 'This message was deleted.');
    end if;
    insert into public.message_reports
        (message_id, conversation_id, reporter_id, author_id, reason, note, sealed, master, media_count, sent_at)
    select message_in, seen.conversation_id, me, seen.sender_id, reason_in, note_in, sealed_in, master_in,
           (select count(*) from public.post_media m where m.message_id = message_in), seen.created_at
    returning id into made;
    perform internal.event_record('message_reported', message_in, pg_catalog.jsonb_build_object(
        'report_id', made, 'conversation_id', seen.conversation_id, 'author_id', seen.sender_id));
    return internal.message_report_json(made);
end $$;
comment on function api.report_message(uuid, text, text, bytea, text) is
    'Reports a message that the viewer received, with its text sealed for the moderators (null: it has none), and returns the report. Refuses messages that they do not see, own and deleted ones, and a second report while one is open.';
grant execute on function api.report_message(uuid, text, text, bytea, text) to topin_user;
