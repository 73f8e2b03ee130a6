-- Secrets of second factors: for sign-in (worker) only.
select internal.lock_down('mfa_factors');
grant select, insert, update on mfa_factors to topin_worker;
create policy factors_select_worker on mfa_factors for select to topin_worker using (true);
create policy factors_insert_worker on mfa_factors for insert to topin_worker with check (true);
create policy factors_update_worker on mfa_factors for update to topin_worker using (true);
