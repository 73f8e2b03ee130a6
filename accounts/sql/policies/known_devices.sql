-- Devices that members came from, noted by sign-in's reader (worker). Hashes only, and nobody else's business:
-- not even the member is granted a look, as it could tell them nothing; their archive lists the times.
select internal.lock_down('known_devices');
grant select, insert, update (last_seen_at) on known_devices to topin_worker;
create policy devices_select_worker on known_devices for select to topin_worker using (true);
create policy devices_insert_worker on known_devices for insert to topin_worker with check (true);
create policy devices_update_worker on known_devices for update to topin_worker using (true);
