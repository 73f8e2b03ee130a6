-- Whom a member does not want to be shown again is known to them alone.
select internal.lock_down('dismissed_suggestions');
grant select on dismissed_suggestions to topin_user, topin_worker;
grant insert (user_id, dismissed_id) on dismissed_suggestions to topin_user;
create policy dismissed_suggestions_select_own on dismissed_suggestions for select to topin_user using (user_id = (select viewer_id()));
create policy dismissed_suggestions_insert_own on dismissed_suggestions for insert to topin_user with check (user_id = (select viewer_id()));
create policy dismissed_suggestions_select_worker on dismissed_suggestions for select to topin_worker using (true);
