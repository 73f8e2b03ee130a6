-- security definer: rests on follows, settings and memberships that the viewer may not read.
create or replace function internal.can_reply(viewer_in uuid, post_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
    select p.status = 'published' and (p.author_id = viewer_in or (
        -- Who reads a public circle from outside answers there as little as they post.
        (p.circle_id is null or exists (
            select from public.circle_members m where m.circle_id = p.circle_id and m.user_id = viewer_in))
        and case p.reply_policy
            when 'everyone' then true
            when 'followers' then api.is_following(viewer_in, p.author_id)
            when 'mutuals' then api.are_mutual_followers(viewer_in, p.author_id)
            when 'mentioned' then exists (
                select from public.mentions m
                 where m.post_id = p.id and m.comment_id is null and m.user_id = viewer_in)
            else false end
        and case s.comment_policy
            when 'everyone' then true
            when 'followers' then api.is_following(viewer_in, p.author_id)
            when 'mutuals' then api.are_mutual_followers(viewer_in, p.author_id)
            else false end))
      from public.posts p join public.user_settings s on s.user_id = p.author_id
     where p.id = post_in and viewer_in is not null
$$;
comment on function internal.can_reply(uuid, uuid) is
    'Whether a member who sees a post may comment on it: the author always, others as the post and its author''s comment_policy let them.';
