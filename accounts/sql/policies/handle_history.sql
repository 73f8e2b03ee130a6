-- Handles that were given up. While a row stands, the handle is kept from others and leads to its member;
-- it is written by internal.set_handle and read by internal functions only. The clock (worker) removes rows.
select internal.lock_down('handle_history');
grant select on handle_history to topin_user, topin_staff;
grant select, delete on handle_history to topin_worker;
create policy handles_select_own on handle_history for select to topin_user using (user_id = (select viewer_id()));
create policy handles_select_staff on handle_history for select to topin_staff using (true);
create policy handles_select_worker on handle_history for select to topin_worker using (true);
create policy handles_delete_worker on handle_history for delete to topin_worker using (true);
