-- security definer: rests on privacy and memberships that the viewer may not read.
create or replace function internal.is_repostable(viewer_in uuid, post_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
    select coalesce((
        select p.status = 'published' and case p.audience
                   when 'public' then not a.is_private
                   when 'circle' then internal.circle_role(p.circle_id, viewer_in) is not null
                   else false end
          from public.posts p join public.profiles a on a.user_id = p.author_id
         where p.id = post_in), false)
$$;
comment on function internal.is_repostable(uuid, uuid) is
    'Whether a member who sees a post may hand it on, by repost or quote: public ones of accounts that are not private, and a circle''s as its member (quotes: inside that circle only).';
grant execute on function internal.is_repostable(uuid, uuid) to topin_user, topin_worker;
