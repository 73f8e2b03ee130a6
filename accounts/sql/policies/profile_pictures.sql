-- Pictures on their way to be decoded, and the ones that are shown. A member hands one in and asks what became
-- of it; the media worker decides. Nobody changes the names: those are made with the row.
select internal.lock_down('profile_pictures');
grant select (id, user_id, kind, state, failure, created_at, updated_at) on profile_pictures to topin_user;
grant insert (id, user_id, kind, upload, name) on profile_pictures to topin_user;
grant select on profile_pictures to topin_staff;
grant select, delete, update (state, failure, upload, updated_at) on profile_pictures to topin_worker;
create policy profile_pictures_select_own on profile_pictures for select to topin_user
    using (user_id = (select viewer_id()));
create policy profile_pictures_insert_own on profile_pictures for insert to topin_user
    with check (user_id = (select viewer_id()));
create policy profile_pictures_select_staff on profile_pictures for select to topin_staff using (true);
create policy profile_pictures_select_worker on profile_pictures for select to topin_worker using (true);
create policy profile_pictures_update_worker on profile_pictures for update to topin_worker using (true);
create policy profile_pictures_delete_worker on profile_pictures for delete to topin_worker using (true);
