-- Sign-ins under way, by mail with PKCE or through a provider: for sign-in (worker) only.
select internal.lock_down('flow_states');
grant select, insert, update, delete on flow_states to topin_worker;
create policy flows_select_worker on flow_states for select to topin_worker using (true);
create policy flows_insert_worker on flow_states for insert to topin_worker with check (true);
create policy flows_update_worker on flow_states for update to topin_worker using (true);
create policy flows_delete_worker on flow_states for delete to topin_worker using (true);
