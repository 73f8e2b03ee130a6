-- Facts are recorded by internal.event_record alone; the relay and the readers (worker) read and mark them,
-- staff look at them in the console. Members and visitors have no grant at all.
select internal.lock_down('events');
grant select on events to topin_staff;
grant select, update (relayed_at) on events to topin_worker;
create policy events_select_staff on events for select to topin_staff using (true);
create policy events_select_worker on events for select to topin_worker using (true);
create policy events_update_worker on events for update to topin_worker using (true);
