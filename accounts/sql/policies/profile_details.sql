-- Own row only; others see it through internal.profile_json, which asks can_view_profile.
select internal.lock_down('profile_details');
grant select, update (bio, location, website, pronouns, birthday) on profile_details to topin_user;
grant select on profile_details to topin_staff;
grant select, insert on profile_details to topin_worker;
create policy details_select_own on profile_details for select to topin_user using (user_id = (select viewer_id()));
create policy details_select_staff on profile_details for select to topin_staff using (true);
create policy details_select_worker on profile_details for select to topin_worker using (true);
create policy details_update_own on profile_details for update to topin_user using (user_id = (select viewer_id()));
create policy details_insert_worker on profile_details for insert to topin_worker with check (true);
