-- The relay makes them, workers end them, staff read and replay the dead. Nobody else has a grant.
select internal.lock_down('event_deliveries');
grant select, insert, update, delete on event_deliveries to topin_worker;
grant select, update (state, tries, next_try_at) on event_deliveries to topin_staff;
create policy deliveries_select_staff on event_deliveries for select to topin_staff using (true);
create policy deliveries_update_staff on event_deliveries for update to topin_staff using (state = 'dead') with check (state = 'waiting');
create policy deliveries_select_worker on event_deliveries for select to topin_worker using (true);
create policy deliveries_insert_worker on event_deliveries for insert to topin_worker with check (true);
create policy deliveries_update_worker on event_deliveries for update to topin_worker using (true);
create policy deliveries_delete_worker on event_deliveries for delete to topin_worker using (state = 'done');
