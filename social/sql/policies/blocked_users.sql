-- A block is known to whoever made it, to staff, and to jobs; never to the blocked.
select internal.lock_down('blocked_users');
grant select on blocked_users to topin_user, topin_staff, topin_worker;
create policy blocks_select_own on blocked_users for select to topin_user using (blocker_id = (select viewer_id()));
create policy blocks_select_staff on blocked_users for select to topin_staff using (true);
create policy blocks_select_worker on blocked_users for select to topin_worker using (true);
