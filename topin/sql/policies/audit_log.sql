-- Append-only: no update or delete for anybody. Administrators and moderators read it in the console.
select internal.lock_down('audit_log');
grant select, insert on audit_log to topin_staff;
grant insert on audit_log to topin_worker;
create policy audit_select_staff on audit_log for select to topin_staff using (true);
create policy audit_insert_staff on audit_log for insert to topin_staff with check (actor_id = (select viewer_id()));
create policy audit_insert_worker on audit_log for insert to topin_worker with check (true);
