-- Which providers are paused or stopped: for operators. Written by functions alone.
select internal.lock_down('push_channels');
grant select on push_channels to topin_staff, topin_worker;
create policy push_channels_select_staff on push_channels for select to topin_staff using (true);
create policy push_channels_select_worker on push_channels for select to topin_worker using (true);
