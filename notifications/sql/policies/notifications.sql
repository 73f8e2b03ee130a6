-- A member's own list. Made by readers of events (worker); reading and deleting go through functions, which
-- are the only writers besides them: no grant to write for members, none at all for staff.
select internal.lock_down('notifications');
grant select, update (read_at), delete on notifications to topin_user;
grant select, insert, update, delete on notifications to topin_worker;
create policy notifications_select_own on notifications for select to topin_user using (user_id = (select viewer_id()));
create policy notifications_update_own on notifications for update to topin_user
    using (user_id = (select viewer_id())) with check (user_id = (select viewer_id()));
create policy notifications_delete_own on notifications for delete to topin_user using (user_id = (select viewer_id()));
create policy notifications_select_worker on notifications for select to topin_worker using (true);
create policy notifications_insert_worker on notifications for insert to topin_worker with check (true);
create policy notifications_update_worker on notifications for update to topin_worker using (true);
create policy notifications_delete_worker on notifications for delete to topin_worker using (true);
