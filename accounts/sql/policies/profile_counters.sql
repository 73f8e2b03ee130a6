-- Made with the account, folded by the clock, read through functions that add what is pending.
select internal.lock_down('profile_counters');
grant select on profile_counters to topin_staff;
grant insert on profile_counters to topin_worker;
create policy counters_select_staff on profile_counters for select to topin_staff using (true);
create policy counters_insert_worker on profile_counters for insert to topin_worker with check (true);
