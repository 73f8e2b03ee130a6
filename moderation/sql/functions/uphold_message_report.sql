create or replace function api.uphold_message_report(report_in uuid, note_in text) returns void
language sql volatile
as $$ select internal.decide_message_report(report_in, 'upheld', note_in) $$;
comment on function api.uphold_message_report(uuid, text) is 'Decides that a reported message broke the rules; once, by staff who are not in it.';
grant execute on function api.uphold_message_report(uuid, text) to topin_staff;
