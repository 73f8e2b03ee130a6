create or replace function internal.message_report_json(report_in uuid) returns json
language sql stable
as $$
    select json_build_object(
        'id', r.id, 'subject', json_build_object('type', 'message', 'id', r.message_id),
        'reason', r.reason, 'note', r.note,
        'state', case when r.state = 'open' then 'open' else 'decided' end,
        'outcome', nullif(r.state, 'open'),
        'created_at', internal.rfc3339(r.created_at), 'decided_at', internal.rfc3339(r.decided_at))
      from public.message_reports r where r.id = report_in
$$;
comment on function internal.message_report_json(uuid) is
    'A report as whoever made it sees it (Report): nothing of what was reported but its id, and not who decided.';
grant execute on function internal.message_report_json(uuid) to topin_user;
