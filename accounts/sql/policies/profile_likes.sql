-- Who likes whose profile. A member reads the own likes; the liked one is told by a notification, which knows of
-- blocks. Written by internal.set_profile_like only.
select internal.lock_down('profile_likes');
grant select on profile_likes to topin_user, topin_staff, topin_worker;
create policy profile_likes_select_own on profile_likes for select to topin_user using (user_id = (select viewer_id()));
create policy profile_likes_select_staff on profile_likes for select to topin_staff using (true);
create policy profile_likes_select_worker on profile_likes for select to topin_worker using (true);
