create or replace function api.claim_export(lease_in interval, tries_in int, at_once_in int) returns json
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    export data_exports;
begin
    -- Whoever had it and is gone since tried too: at the last try it has failed.
    update data_exports set status = 'failed'
     where status in ('queued', 'running') and tries - tries_before >= tries_in
       and (leased_until is null or leased_until < clock_timestamp());
    -- Of several that claim in one moment each sees what the one before took.
    perform pg_advisory_xact_lock(hashtextextended('claim_export', 0));
    if (select count(*) from data_exports
         where status = 'running' and leased_until >= clock_timestamp()) >= at_once_in then
        return null;
    end if;
    update data_exports
       set status = 'running', tries = tries + 1, progress = 0, leased_until = clock_timestamp() + lease_in
     where id = (select id from data_exports
                  where status in ('queued', 'running') and (leased_until is null or leased_until < clock_timestamp())
                  order by created_at limit 1 for update skip locked)
    returning * into export;
    return case when found then json_build_object('id', export.id, 'user_id', export.user_id, 'try', export.tries) end;
end $$;
comment on function api.claim_export(interval, int, int) is
    'The oldest archive that waits for a worker, leased to the caller as {id, user_id, try}; null when none waits, or at_once_in are being made. After tries_in tries it has failed.';
grant execute on function api.claim_export(interval, int, int) to topin_worker;
