-- What a member sees, said for sets of posts; can_see_post says the same for one, and a property test holds
-- the two together. Blocks: `profiles` already hides blockers from the blocked. Deleted posts are read by
-- functions alone. Members write only their own; liking, hiding and deleting have deeds of their own.
select internal.lock_down('posts');
grant select on posts to topin_anon, topin_user, topin_staff, topin_worker;
grant insert (author_id, text, audience, reply_policy, content_warning, language) on posts to topin_user;
create policy posts_select_anon on posts for select to topin_anon
    using (audience = 'public' and status = 'published' and deleted_at is null and hidden_at is null
       and exists (select from profiles a
                    where a.user_id = author_id and not a.is_private and a.visibility = 'everyone'));
create policy posts_select_user on posts for select to topin_user
    using (deleted_at is null and (author_id = (select viewer_id()) or (
           audience in ('public', 'followers', 'mutuals') and status = 'published' and hidden_at is null
       and author_id <> all (array(select b.blocked_id from blocked_users b where b.blocker_id = (select viewer_id())))
       and exists (
           select from profiles a where a.user_id = author_id and a.visibility <> 'nobody'
              and ((audience = 'public' and not a.is_private and a.visibility = 'everyone')
                   or (exists (select from followers f
                                where f.follower_id = (select viewer_id()) and f.followed_id = a.user_id)
                       and ((audience <> 'mutuals' and a.visibility <> 'mutuals')
                            or exists (select from followers b
                                        where b.follower_id = a.user_id and b.followed_id = (select viewer_id())))))))));
create policy posts_select_staff on posts for select to topin_staff using (true);
create policy posts_select_worker on posts for select to topin_worker using (true);
create policy posts_insert_own on posts for insert to topin_user with check (author_id = (select viewer_id()));
