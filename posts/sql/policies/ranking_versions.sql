-- The weights are published by a function; who changed them, staff see. Written by a deed of administrators.
select internal.lock_down('ranking_versions');
grant select on ranking_versions to topin_staff, topin_worker;
create policy ranking_versions_select_staff on ranking_versions for select to topin_staff using (true);
create policy ranking_versions_select_worker on ranking_versions for select to topin_worker using (true);
