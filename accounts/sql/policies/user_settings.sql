-- A member's own choices: read and changed by nobody else. The row comes and goes with the account.
select internal.lock_down('user_settings');
grant select, update (active_status_visibility, message_policy, comment_policy, mention_policy, read_receipts,
    discoverable, personalised, show_likes, notifications, accessibility, updated_at) on user_settings to topin_user;
grant select, insert on user_settings to topin_worker;
create policy settings_select_own on user_settings for select to topin_user using (user_id = (select viewer_id()));
create policy settings_select_worker on user_settings for select to topin_worker using (true);
create policy settings_update_own on user_settings for update to topin_user
    using (user_id = (select viewer_id())) with check (user_id = (select viewer_id()));
create policy settings_insert_worker on user_settings for insert to topin_worker with check (true);
