-- A request is known to its two ends. It is made, answered and withdrawn by functions only: no grant to write.
select internal.lock_down('follow_requests');
grant select on follow_requests to topin_user, topin_worker;
create policy requests_select_own on follow_requests for select to topin_user
    using (requester_id = (select viewer_id()) or target_id = (select viewer_id()));
create policy requests_select_worker on follow_requests for select to topin_worker using (true);
