-- Sign-in works as the worker role, before anybody is known. A member reads what is theirs, without the
-- password's hash; staff see accounts in the console, without it too, and an
-- administrator changes the role of others whose account stands. Nobody deletes here: accounts are erased by a job.
select internal.lock_down('users');
grant select (id, email, phone, email_confirmed_at, phone_confirmed_at, confirmation_sent_at, last_sign_in_at,
              app_metadata, user_metadata, banned_until, deleted_at, created_at, updated_at) on users to topin_user;
grant select (id, email, phone, email_confirmed_at, phone_confirmed_at, confirmation_sent_at, last_sign_in_at,
              app_metadata, user_metadata, staff_role, banned_until, deleted_at, created_at, updated_at) on users to topin_staff;
grant update (staff_role, updated_at) on users to topin_staff;
grant select, insert, update on users to topin_worker;
create policy users_select_own on users for select to topin_user using (id = (select viewer_id()));
create policy users_select_staff on users for select to topin_staff using (true);
create policy users_select_worker on users for select to topin_worker using (true);
create policy users_update_staff on users for update to topin_staff
    using ((select internal.is_administrator(viewer_id())) and id <> (select viewer_id()) and deleted_at is null);
create policy users_insert_worker on users for insert to topin_worker with check (true);
create policy users_update_worker on users for update to topin_worker using (true);
