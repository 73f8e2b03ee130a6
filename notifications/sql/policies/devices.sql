-- A member's own, without what would let others ring there; the courier (worker) needs that. Written by deeds alone.
select internal.lock_down('devices');
grant select (id, user_id, provider, app_id, environment, session_id, failures, created_at, registered_at, last_seen_at, reached_at)
    on devices to topin_user, topin_staff;
grant select on devices to topin_worker;
create policy devices_select_own on devices for select to topin_user using (user_id = (select viewer_id()));
create policy devices_select_staff on devices for select to topin_staff using (true);
create policy devices_select_worker on devices for select to topin_worker using (true);
