create or replace function api.event_record(
    kind_in text, subject_in uuid default null, data_in jsonb default '{}'
) returns uuid
language sql volatile
as $$ select internal.event_record(kind_in, subject_in, data_in) $$;
comment on function api.event_record(text, uuid, jsonb) is 'Records a fact of the system itself (jobs, readers).';
grant execute on function api.event_record(text, uuid, jsonb) to topin_worker;
