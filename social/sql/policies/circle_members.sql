-- Who is in a circle is known to its members, and to all members of the site where it is public. Suspended people
-- and those at the other end of a block are left out by the lists (listed_profiles). Written by functions only.
select internal.lock_down('circle_members');
grant select on circle_members to topin_user, topin_staff, topin_worker;
create policy circle_members_select_user on circle_members for select to topin_user
    using (user_id = (select viewer_id()) or circle_id in (select internal.my_circles())
       or exists (select from circles c where c.id = circle_id and c.visibility = 'public'));
create policy circle_members_select_staff on circle_members for select to topin_staff using (true);
create policy circle_members_select_worker on circle_members for select to topin_worker using (true);
