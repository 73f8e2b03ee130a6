-- Questions for a second factor: for sign-in (worker) only. They are asked and answered, never changed.
select internal.lock_down('mfa_challenges');
grant select, insert, delete on mfa_challenges to topin_worker;
create policy challenges_select_worker on mfa_challenges for select to topin_worker using (true);
create policy challenges_insert_worker on mfa_challenges for insert to topin_worker with check (true);
create policy challenges_delete_worker on mfa_challenges for delete to topin_worker using (true);
