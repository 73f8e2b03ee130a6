create or replace function internal.decide_message_report(report_in uuid, state_in text, note_in text) returns void
language plpgsql volatile
as $$
begin
    update message_reports
       set state = state_in, decided_by_id = viewer_id(), decided_at = now(), decision_note = note_in
     where id = report_in and state = 'open';
    if found then
        perform internal.event_record('message_report_decided', report_in);
        perform api.audit_record('message_report_' || state_in, 'message_report', report_in, jsonb_build_object('note', note_in));
    elsif exists (select from message_reports where id = report_in) then
        perform internal.refuse('TP409', 'This report was decided already.', 'decided');
    else
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
end $$;
comment on function internal.decide_message_report(uuid, text, text) is
    'Decides a report on a message exactly once, with a note for staff. Audited; nobody decides about what they reported or wrote.';
grant execute on function internal.decide_message_report(uuid, text, text) to topin_staff;
