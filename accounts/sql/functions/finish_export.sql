create or replace function api.finish_export(
    export_in uuid, try_in int, name_in text, size_in bigint, keep_in interval
) returns boolean
language plpgsql volatile
as $$
declare
    owner uuid;
    was_there boolean;
begin
    update data_exports e
       set status = 'ready', progress = 100, leased_until = null, name = name_in, size = size_in,
           ready_at = now(), expires_at = coalesce(e.expires_at, now() + keep_in)
     where e.id = export_in and e.tries = try_in and e.status = 'running'
    returning e.user_id, old.expires_at is not null into owner, was_there;
    if not found then
        return false;
    end if;
    if not was_there then
        perform internal.event_record('export_ready', owner, jsonb_build_object('export_id', export_in));
    end if;
    return true;
end $$;
comment on function api.finish_export(uuid, int, text, bigint, interval) is
    'An archive lies under this name and can be fetched for a time, or, when it was made anew, until its time is over; false when the try lost its lease, or the account is gone.';
grant execute on function api.finish_export(uuid, int, text, bigint, interval) to topin_worker;
