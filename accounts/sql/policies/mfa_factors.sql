-- Sign-in (worker) makes, asks for and removes second factors, each the viewer's own. A member lists the own
-- ones; their secrets are sealed, and granted to nobody but sign-in.
select internal.lock_down('mfa_factors');
grant select (id, user_id, friendly_name, factor_type, verified_at, created_at, updated_at) on mfa_factors to topin_user;
grant select, insert, update, delete on mfa_factors to topin_worker;
create policy factors_select_own on mfa_factors for select to topin_user using (user_id = (select viewer_id()));
create policy factors_select_worker on mfa_factors for select to topin_worker using (true);
create policy factors_insert_worker on mfa_factors for insert to topin_worker with check (true);
create policy factors_update_worker on mfa_factors for update to topin_worker using (true);
create policy factors_delete_worker on mfa_factors for delete to topin_worker using (true);
