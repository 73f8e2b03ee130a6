create or replace function api.audit_record(
    action_in text, subject_type_in text default '', subject_in uuid default null, data_in jsonb default '{}'
) returns void
language sql volatile
as $$
    insert into public.audit_log (actor_id, action, subject_type, subject_id, data, request_id)
    values (api.viewer_id(), action_in, subject_type_in, subject_in, data_in,
            coalesce(current_setting('topin.request_id', true), ''))
$$;
comment on function api.audit_record(text, text, uuid, jsonb) is 'Writes down who did what; rows are never changed.';
grant execute on function api.audit_record(text, text, uuid, jsonb) to topin_staff, topin_worker;
