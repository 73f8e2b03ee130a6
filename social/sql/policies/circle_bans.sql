-- A ban is known to the banned (Circle.viewer.banned); owner and moderators list them through get_circle_bans.
select internal.lock_down('circle_bans');
grant select (circle_id, user_id, created_at) on circle_bans to topin_user, topin_worker;
create policy circle_bans_select_own on circle_bans for select to topin_user using (user_id = (select viewer_id()));
create policy circle_bans_select_worker on circle_bans for select to topin_worker using (true);
