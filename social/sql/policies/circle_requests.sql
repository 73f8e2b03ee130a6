-- A request is known to who asked; owner and moderators read them through get_circle_requests. Written by functions only.
select internal.lock_down('circle_requests');
grant select on circle_requests to topin_user, topin_worker;
create policy circle_requests_select_own on circle_requests for select to topin_user using (user_id = (select viewer_id()));
create policy circle_requests_select_worker on circle_requests for select to topin_worker using (true);
