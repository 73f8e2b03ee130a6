-- security definer: the copy of a text is granted to nobody, so that each look at one comes through here.
create or replace function api.view_reported_message(report_in uuid) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    report public.message_reports;
begin
    select r.* into report from public.message_reports r
     where r.id = report_in and internal.is_apart(r.reporter_id, r.author_id);
    if report.sealed is null then
        perform internal.refuse('TP404', 'There is no text, or it was erased.');
    end if;
    perform api.audit_record('reported_message_viewed', 'message_report', report_in, pg_catalog.jsonb_build_object(
        'message_id', report.message_id, 'author_id', report.author_id));
    return json_build_object('master', report.master, 'sealed', pg_catalog.encode(report.sealed, 'base64'));
end $$;
comment on function api.view_reported_message(uuid) is
    'The copy of a reported message''s text, sealed with the moderators'' key: {master, sealed}. Each look is audited.';
grant execute on function api.view_reported_message(uuid) to topin_staff;
