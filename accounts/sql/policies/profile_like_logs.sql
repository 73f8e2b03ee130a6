-- Each like and unlike of a profile, append-only: written with the like, read by the member who did it, by staff
-- (rings of likes) and by jobs. No grant to write for anybody.
select internal.lock_down('profile_like_logs');
grant select on profile_like_logs to topin_user, topin_staff, topin_worker;
create policy profile_like_logs_select_own on profile_like_logs for select to topin_user using (user_id = (select viewer_id()));
create policy profile_like_logs_select_staff on profile_like_logs for select to topin_staff using (true);
create policy profile_like_logs_select_worker on profile_like_logs for select to topin_worker using (true);
