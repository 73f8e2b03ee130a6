-- Up to when digests told; of no interest to anybody but the job and the reader of members' choices (worker).
select internal.lock_down('digest_states');
grant select, insert, update, delete on digest_states to topin_worker;
create policy digest_states_select_worker on digest_states for select to topin_worker using (true);
create policy digest_states_insert_worker on digest_states for insert to topin_worker with check (true);
create policy digest_states_update_worker on digest_states for update to topin_worker using (true);
create policy digest_states_delete_worker on digest_states for delete to topin_worker using (true);
