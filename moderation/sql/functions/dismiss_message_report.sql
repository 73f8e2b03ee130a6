create or replace function api.dismiss_message_report(report_in uuid, note_in text) returns void
language sql volatile
as $$ select internal.decide_message_report(report_in, 'dismissed', note_in) $$;
comment on function api.dismiss_message_report(uuid, text) is 'Decides that a reported message broke no rule; once, by staff who are not in it.';
grant execute on function api.dismiss_message_report(uuid, text) to topin_staff;
