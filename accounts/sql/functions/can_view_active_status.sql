-- security definer: rests on settings, follows and blocks of both. Hence no grant to members: about others they may
-- not ask, and for themselves internal.profile_json answers.
create or replace function api.can_view_active_status(viewer_in uuid, target_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
    -- Someone who hides theirs does not see others'.
    select viewer_in is not null and (viewer_in = target_in or (
           api.can_view_profile(viewer_in, target_in)
           and internal.shows_active_status(target_in, viewer_in)
           and internal.shows_active_status(viewer_in, target_in)))
$$;
comment on function api.can_view_active_status(uuid, uuid) is
    'Whether the viewer may know if a member is online: each one''s setting admits the other, and the profile is not limited. Never for visitors.';
grant execute on function api.can_view_active_status(uuid, uuid) to topin_staff, topin_worker;
