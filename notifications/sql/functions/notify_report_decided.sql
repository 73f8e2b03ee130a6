create or replace function api.notify_report_decided(report_in uuid) returns uuid
language sql volatile
as $$
    select api.notify_alone(r.reporter_id, 'report_outcome', 'report', r.id)
      from message_reports r where r.id = report_in and r.state <> 'open' and r.reporter_id is not null
$$;
comment on function api.notify_report_decided(uuid) is 'Tells whoever reported a message how that ended; null when they are gone.';
grant execute on function api.notify_report_decided(uuid) to topin_worker;
