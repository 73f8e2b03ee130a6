create or replace function api.fail_export(export_in uuid, try_in int, tries_in int, pause_in interval) returns void
language sql volatile
as $$
    update data_exports e
       set status = case when made.tries >= tries_in then 'failed' else 'queued' end,
           leased_until = case when made.tries >= tries_in then null else clock_timestamp() + pause_in * made.tries end
      from (select try_in - x.tries_before from data_exports x where x.id = export_in) made (tries)
     where e.id = export_in and e.tries = try_in and e.status = 'running'
$$;
comment on function api.fail_export(uuid, int, int, interval) is 'A try went wrong: another comes after a growing pause, or none any more.';
grant execute on function api.fail_export(uuid, int, int, interval) to topin_worker;
