-- security definer: the answer rests on blocks and follows that the viewer may not see themselves.
create or replace function api.can_view_profile(viewer_in uuid, target_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
    select exists (
        select from public.profiles p
         where p.user_id = target_in
           and (p.user_id = viewer_in or (
                not p.is_hidden
                and not api.is_user_blocked(viewer_in, target_in)
                and case when p.visibility = 'nobody' then false
                         when p.is_private or p.visibility = 'followers' then api.is_following(viewer_in, target_in)
                         else true end
                and (p.visibility <> 'mutuals' or api.are_mutual_followers(viewer_in, target_in))))
    )
$$;
comment on function api.can_view_profile(uuid, uuid) is
    'Whether the viewer (null: a visitor) sees all of a profile: blocks, suspension, visibility, approval.';
grant execute on function api.can_view_profile(uuid, uuid) to topin_anon, topin_user, topin_staff, topin_worker;
