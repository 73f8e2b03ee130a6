-- Who is in a member's own groups, without those who are suspended or at the other end of a block. Readers of
-- events (worker) write, and delete_notification takes them along.
select internal.lock_down('notification_actors');
grant select on notification_actors to topin_user;
grant select, insert, update, delete on notification_actors to topin_worker;
create policy actors_select_own on notification_actors for select to topin_user
    using (exists (select from notifications n where n.id = notification_id and n.user_id = (select viewer_id()))
       and exists (select from profiles a where a.user_id = actor_id)
       and actor_id <> all (array(select b.blocked_id from blocked_users b where b.blocker_id = (select viewer_id()))));
create policy actors_select_worker on notification_actors for select to topin_worker using (true);
create policy actors_insert_worker on notification_actors for insert to topin_worker with check (true);
create policy actors_update_worker on notification_actors for update to topin_worker using (true);
create policy actors_delete_worker on notification_actors for delete to topin_worker using (true);
