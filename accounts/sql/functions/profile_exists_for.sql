-- security definer: whether one was blocked is what the blocked must not be able to ask.
create or replace function api.profile_exists_for(viewer_in uuid, target_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
    select exists (
        select from public.profiles p
         where p.user_id = target_in
           and (p.user_id = viewer_in or (not p.is_hidden and not exists (
                select from public.blocked_users b where b.blocker_id = target_in and b.blocked_id = viewer_in)))
    )
$$;
comment on function api.profile_exists_for(uuid, uuid) is
    'Whether a member exists at all for the viewer: a blocker does not for the blocked, a suspended one for nobody.';
grant execute on function api.profile_exists_for(uuid, uuid) to topin_anon, topin_user, topin_staff, topin_worker;
