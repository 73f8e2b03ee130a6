-- security definer: recording a fact is part of the deed; nobody else may write or read events.
create or replace function internal.event_record(
    kind_in text, subject_in uuid default null, data_in jsonb default '{}'
) returns uuid
language plpgsql volatile security definer set search_path = ''
as $$
declare
    event_id uuid;
begin
    insert into public.events (kind, actor_id, subject_id, data, request_id)
    values (kind_in, api.viewer_id(), subject_in, data_in,
            coalesce(nullif(current_setting('topin.request_id', true), ''), ''))
    returning id into event_id;
    -- Wakes the relay when this commits. PostgreSQL lets transactions with a notice commit only one after the other,
    -- so of many at a time one gives it, and the relay finds the others' events when it looks by itself each second.
    if pg_catalog.pg_try_advisory_xact_lock(pg_catalog.hashtextextended('topin_events', 0)) then
        perform pg_catalog.pg_notify('topin_events', '');
    end if;
    return event_id;
end $$;
comment on function internal.event_record(text, uuid, jsonb) is
    'Records a fact in the transaction of the deed; readers react to it afterwards, each exactly once.';
grant execute on function internal.event_record(text, uuid, jsonb) to topin_user, topin_staff, topin_worker;
