-- Made and refreshed by sign-in (worker), ended through internal.end_session. A member lists the own ones. Staff
-- see whose they are and of which device; addresses come to them through internal.session_address.
select internal.lock_down('user_sessions');
grant select on user_sessions to topin_user;
grant select (id, user_id, aal, waits_for_factor, user_agent, created_at, last_seen_at) on user_sessions to topin_staff;
grant select, insert, update on user_sessions to topin_worker;
create policy sessions_select_own on user_sessions for select to topin_user using (user_id = (select viewer_id()));
create policy sessions_select_staff on user_sessions for select to topin_staff using (true);
create policy sessions_select_worker on user_sessions for select to topin_worker using (true);
create policy sessions_insert_worker on user_sessions for insert to topin_worker with check (true);
create policy sessions_update_worker on user_sessions for update to topin_worker using (true);
