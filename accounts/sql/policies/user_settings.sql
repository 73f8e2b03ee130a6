-- A member's own choices.
select internal.lock_down('user_settings');
grant select on user_settings to topin_user;
grant select, insert on user_settings to topin_worker;
create policy settings_select_own on user_settings for select to topin_user using (user_id = (select viewer_id()));
create policy settings_select_worker on user_settings for select to topin_worker using (true);
create policy settings_insert_worker on user_settings for insert to topin_worker with check (true);
