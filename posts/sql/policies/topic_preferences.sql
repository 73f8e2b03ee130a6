-- Private: nobody but the member sees them, staff neither. Written by deeds.
select internal.lock_down('topic_preferences');
grant select on topic_preferences to topin_user, topin_worker;
create policy topic_preferences_select_own on topic_preferences for select to topin_user using (user_id = (select viewer_id()));
create policy topic_preferences_select_worker on topic_preferences for select to topin_worker using (true);
