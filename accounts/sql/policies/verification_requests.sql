-- Who asked for a blue tick: seen by the member and by staff. Asked by ask_verification, decided by
-- internal.decide_verification, both with no grant to write; the clock (worker) lets go of removed documents.
select internal.lock_down('verification_requests');
grant select on verification_requests to topin_user, topin_staff;
grant select, update (document_id) on verification_requests to topin_worker;
create policy verifications_select_own on verification_requests for select to topin_user
    using (user_id = (select viewer_id()));
create policy verifications_select_staff on verification_requests for select to topin_staff using (true);
create policy verifications_select_worker on verification_requests for select to topin_worker using (true);
create policy verifications_update_worker on verification_requests for update to topin_worker using (true);
