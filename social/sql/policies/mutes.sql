-- A mute is the muter's own: neither the muted nor staff ever see it. Jobs read it to leave the muted out.
select internal.lock_down('mutes');
grant select, insert, delete on mutes to topin_user;
grant select on mutes to topin_worker;
create policy mutes_select_own on mutes for select to topin_user using (muter_id = (select viewer_id()));
create policy mutes_insert_own on mutes for insert to topin_user with check (muter_id = (select viewer_id()));
create policy mutes_delete_own on mutes for delete to topin_user using (muter_id = (select viewer_id()));
create policy mutes_select_worker on mutes for select to topin_worker using (true);
