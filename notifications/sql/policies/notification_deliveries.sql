-- What went where is the operators' to see: ids, states and answers, never what was said. Written by functions alone.
select internal.lock_down('notification_deliveries');
grant select on notification_deliveries to topin_staff, topin_worker;
create policy notification_deliveries_select_staff on notification_deliveries for select to topin_staff using (true);
create policy notification_deliveries_select_worker on notification_deliveries for select to topin_worker using (true);
