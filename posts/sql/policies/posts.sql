-- What a member sees, said for sets of posts; can_see_post says the same for one, and a property test holds
-- the two together. Blocks: `profiles` already hides blockers from the blocked; closed circles are not in `circles`.
-- Deleted posts are read by functions alone. Written by deeds: a post comes with counts, mentions and tags. Staff read all: the console finds posts of every audience and state
-- (also drafts), and nothing yet says which of them a moderator has a case about.
select internal.lock_down('posts');
grant select on posts to topin_anon, topin_user, topin_staff, topin_worker;
create policy posts_select_anon on posts for select to topin_anon
    using ((audience = 'public'
            or (audience = 'circle' and exists (select from circles c where c.id = circle_id and c.visibility = 'public')))
       and status = 'published' and deleted_at is null and hidden_at is null
       and exists (select from profiles a
                    where a.user_id = author_id and not a.is_private and a.visibility = 'everyone'));
create policy posts_select_user on posts for select to topin_user
    using (deleted_at is null and (author_id = (select viewer_id()) or (
           status = 'published' and hidden_at is null
       and (audience in ('public', 'followers', 'mutuals')
            or (audience = 'circle' and (circle_id in (select internal.my_circles())
                or exists (select from circles c where c.id = circle_id and c.visibility = 'public'))))
       and author_id <> all (array(select b.blocked_id from blocked_users b where b.blocker_id = (select viewer_id())))
       and exists (
           select from profiles a where a.user_id = author_id and (
              -- Whoever shares a circle reads each other in it, however private they are elsewhere.
              (audience = 'circle' and circle_id in (select internal.my_circles())
               and exists (select from circle_members m where m.circle_id = posts.circle_id and m.user_id = a.user_id))
              or (a.visibility = 'everyone' and not a.is_private and audience in ('public', 'circle'))
              or (a.visibility <> 'nobody'
                  and exists (select from followers f
                               where f.follower_id = (select viewer_id()) and f.followed_id = a.user_id)
                  and ((audience <> 'mutuals' and a.visibility <> 'mutuals')
                       or exists (select from followers b
                                   where b.follower_id = a.user_id and b.followed_id = (select viewer_id())))))))));
create policy posts_select_staff on posts for select to topin_staff using (true);
create policy posts_select_worker on posts for select to topin_worker using (true);
