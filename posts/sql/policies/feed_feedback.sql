-- Private: nobody but the member sees them, staff neither. Written by deeds.
select internal.lock_down('feed_feedback');
grant select on feed_feedback to topin_user, topin_worker;
create policy feed_feedback_select_own on feed_feedback for select to topin_user using (user_id = (select viewer_id()));
create policy feed_feedback_select_worker on feed_feedback for select to topin_worker using (true);
