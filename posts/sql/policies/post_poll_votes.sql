-- How somebody voted is theirs to know. Staff have no need to.
select internal.lock_down('post_poll_votes');
grant select on post_poll_votes to topin_user, topin_worker;
create policy post_poll_votes_select_own on post_poll_votes for select to topin_user using (user_id = (select viewer_id()));
create policy post_poll_votes_select_worker on post_poll_votes for select to topin_worker using (true);
