-- Who is in a circle is known to its members, and to all members of the site where it is public; people who are
-- suspended or at the other end of a block are known to nobody (but to themselves). Written by functions only.
select internal.lock_down('circle_members');
grant select on circle_members to topin_user, topin_staff, topin_worker;
create policy circle_members_select_user on circle_members for select to topin_user
    using (user_id = (select viewer_id()) or (
           (circle_id in (select internal.my_circles())
            or exists (select from circles c where c.id = circle_id and c.visibility = 'public'))
       and exists (select from profiles p where p.user_id = circle_members.user_id)
       and user_id <> all (array(select b.blocked_id from blocked_users b where b.blocker_id = (select viewer_id())))));
create policy circle_members_select_staff on circle_members for select to topin_staff using (true);
create policy circle_members_select_worker on circle_members for select to topin_worker using (true);
