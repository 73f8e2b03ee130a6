-- When mails were asked for, by the hash of an address that nobody may have: for sign-in (worker) only.
select internal.lock_down('mail_requests');
grant select, insert, update, delete on mail_requests to topin_worker;
create policy requests_select_worker on mail_requests for select to topin_worker using (true);
create policy requests_insert_worker on mail_requests for insert to topin_worker with check (true);
create policy requests_update_worker on mail_requests for update to topin_worker using (true);
create policy requests_delete_worker on mail_requests for delete to topin_worker using (true);
