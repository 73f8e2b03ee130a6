-- The summary of a member is seen by all for whom the member exists; what more is seen is decided by
-- can_view_profile in internal.profile_json. A member changes the own name, visibility and being a creator;
-- handles, ticks, hiding and being private have deeds of their own.
select internal.lock_down('profiles');
grant select on profiles to topin_anon, topin_user, topin_staff, topin_worker;
grant update (display_name, visibility, is_creator, updated_at) on profiles to topin_user;
grant insert, update on profiles to topin_worker;
create policy profiles_select_anon on profiles for select to topin_anon using (not is_hidden);
create policy profiles_select_user on profiles for select to topin_user
    using (user_id = (select viewer_id())
           or (not is_hidden and user_id <> all (array(select internal.blockers_of((select viewer_id()))))));
create policy profiles_select_staff on profiles for select to topin_staff using (true);
create policy profiles_select_worker on profiles for select to topin_worker using (true);
create policy profiles_update_own on profiles for update to topin_user
    using (user_id = (select viewer_id())) with check (user_id = (select viewer_id()));
create policy profiles_insert_worker on profiles for insert to topin_worker with check (true);
create policy profiles_update_worker on profiles for update to topin_worker using (true);
