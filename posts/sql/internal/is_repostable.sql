-- security definer: rests on privacy and memberships that the viewer may not read.
create or replace function internal.is_repostable(viewer_in uuid, post_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
    select coalesce((
        select internal.may_hand_on(p.status, p.audience, a.is_private, exists (
                   select from public.circle_members m where m.circle_id = p.circle_id and m.user_id = viewer_in))
          from public.posts p join public.profiles a on a.user_id = p.author_id
         where p.id = post_in), false)
$$;
comment on function internal.is_repostable(uuid, uuid) is
    'Whether a member who sees a post may hand it on, by repost or quote (quotes of a circle''s: inside that circle only).';
grant execute on function internal.is_repostable(uuid, uuid) to topin_user, topin_worker;
