-- A member's own list. Readers of events (worker) make and change it; of all this a member may only mark the own ones
-- as read, and deletes them through delete_notification. Nothing at all for staff.
select internal.lock_down('notifications');
grant select, update (read_at) on notifications to topin_user;
grant select, insert, update, delete on notifications to topin_worker;
create policy notifications_select_own on notifications for select to topin_user using (user_id = (select viewer_id()));
create policy notifications_update_own on notifications for update to topin_user
    using (user_id = (select viewer_id())) with check (user_id = (select viewer_id()));
create policy notifications_select_worker on notifications for select to topin_worker using (true);
create policy notifications_insert_worker on notifications for insert to topin_worker with check (true);
create policy notifications_update_worker on notifications for update to topin_worker using (true);
create policy notifications_delete_worker on notifications for delete to topin_worker using (true);
