-- Hashes of refresh tokens: for sign-in (worker) only, not even for their owner.
select internal.lock_down('refresh_tokens');
grant select, insert, update, delete on refresh_tokens to topin_worker;
grant usage on sequence refresh_tokens_id_seq to topin_worker;
create policy tokens_select_worker on refresh_tokens for select to topin_worker using (true);
create policy tokens_insert_worker on refresh_tokens for insert to topin_worker with check (true);
create policy tokens_update_worker on refresh_tokens for update to topin_worker using (true);
create policy tokens_delete_worker on refresh_tokens for delete to topin_worker using (true);
