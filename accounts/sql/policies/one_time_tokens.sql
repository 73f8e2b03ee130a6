-- Codes and links that were mailed: hashes only, for sign-in (worker). Not even their owner reads them.
select internal.lock_down('one_time_tokens');
grant select, insert, update, delete on one_time_tokens to topin_worker;
create policy proofs_select_worker on one_time_tokens for select to topin_worker using (true);
create policy proofs_insert_worker on one_time_tokens for insert to topin_worker with check (true);
create policy proofs_update_worker on one_time_tokens for update to topin_worker using (true);
create policy proofs_delete_worker on one_time_tokens for delete to topin_worker using (true);
