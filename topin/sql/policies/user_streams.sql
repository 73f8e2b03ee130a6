-- A member reads where the own stream stands; it begins with the account, and only internal.stream_append moves it.
select internal.lock_down('user_streams');
grant select on user_streams to topin_user, topin_worker;
grant insert (user_id) on user_streams to topin_worker;
create policy streams_select_own on user_streams for select to topin_user using (user_id = (select viewer_id()));
create policy streams_select_worker on user_streams for select to topin_worker using (true);
create policy streams_insert_worker on user_streams for insert to topin_worker with check (true);
