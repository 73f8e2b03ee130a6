-- A circle is there for whoever can_see_circle says; it is made and changed by functions only.
select internal.lock_down('circles');
grant select on circles to topin_anon, topin_user, topin_staff, topin_worker;
create policy circles_select_anon on circles for select to topin_anon using (visibility = 'public' and closed_at is null);
create policy circles_select_user on circles for select to topin_user
    using (closed_at is null and (visibility <> 'secret' or id in (select internal.my_circles())
       or exists (select from circle_invites i where i.circle_id = circles.id and i.invitee_id = (select viewer_id())
                     and (i.expires_at is null or i.expires_at > now()))));
create policy circles_select_staff on circles for select to topin_staff using (true);
create policy circles_select_worker on circles for select to topin_worker using (true);
