-- A member reads where they stand at either end with people who exist for them (not suspended, not blockers), and,
-- like a visitor, who follows whom among people who show themselves to all. The lists of more reserved people come
-- from functions that ask can_view_profile.
-- Follows are made and ended by follow_member and unfollow_member only: no grant to write.
select internal.lock_down('followers');
grant select on followers to topin_anon, topin_user, topin_staff, topin_worker;
create policy followers_select_anon on followers for select to topin_anon
    using (exists (select from profiles p where p.user_id = followed_id and not p.is_private and p.visibility = 'everyone')
       and exists (select from profiles p where p.user_id = follower_id and not p.is_private and p.visibility = 'everyone'));
create policy followers_select_user on followers for select to topin_user
    using ((follower_id = (select viewer_id()) and exists (select from profiles p where p.user_id = followed_id))
       or (followed_id = (select viewer_id()) and exists (select from profiles p where p.user_id = follower_id))
       or (exists (select from profiles p where p.user_id = followed_id and not p.is_private and p.visibility = 'everyone')
       and exists (select from profiles p where p.user_id = follower_id and not p.is_private and p.visibility = 'everyone')));
create policy followers_select_staff on followers for select to topin_staff using (true);
create policy followers_select_worker on followers for select to topin_worker using (true);
