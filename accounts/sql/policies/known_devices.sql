-- Devices that members came from.
select internal.lock_down('known_devices');
