-- Up to when digests told; of no interest to anybody but the job.
select internal.lock_down('digest_states');
grant select, insert, update, delete on digest_states to topin_worker;
create policy digest_states_all_worker on digest_states for all to topin_worker using (true) with check (true);
