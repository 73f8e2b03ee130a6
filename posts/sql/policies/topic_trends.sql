-- Everybody gets trends by a function, without what they muted; staff see all of them, to hide some.
select internal.lock_down('topic_trends');
grant select on topic_trends to topin_staff, topin_worker;
create policy topic_trends_select_staff on topic_trends for select to topin_staff using (true);
create policy topic_trends_select_worker on topic_trends for select to topin_worker using (true);
