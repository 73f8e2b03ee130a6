-- As post_counters: folded by the clock, read with what is pending. Staff see them in the console.
select internal.lock_down('comment_counters');
grant select on comment_counters to topin_staff;
create policy comment_counters_select_staff on comment_counters for select to topin_staff using (true);
