-- Accounts that asked to be erased: noted, cancelled and erased by sign-in and jobs (worker). A member is
-- told by mail and finds it in the archive; the row outlives them without a name. Nobody deletes here.
select internal.lock_down('account_deletions');
grant select, insert (user_id, erases_at), update (cancelled_at) on account_deletions to topin_worker;
create policy deletions_select_worker on account_deletions for select to topin_worker using (true);
create policy deletions_insert_worker on account_deletions for insert to topin_worker with check (true);
create policy deletions_update_worker on account_deletions for update to topin_worker using (true);
