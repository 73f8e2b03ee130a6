-- A member reads the own stream; only internal.stream_append writes. Staff have no business here.
select internal.lock_down('user_events');
grant select on user_events to topin_user;
create policy user_events_select_own on user_events for select to topin_user using (user_id = (select viewer_id()));
