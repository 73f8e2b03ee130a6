-- security definer: the viewer's own relations, joined for them; nothing about third people.
create or replace function internal.relation_json(viewer_in uuid, target_in uuid) returns json
language sql stable security definer set search_path = ''
as $$
    select case when viewer_in is not null then json_build_object(
        'is_self', viewer_in = target_in,
        'follow', api.follow_state(viewer_in, target_in),
        'followed_by', api.is_following(target_in, viewer_in),
        'mutual', api.are_mutual_followers(viewer_in, target_in),
        'blocking', exists (select from public.blocked_users b
                             where b.blocker_id = viewer_in and b.blocked_id = target_in),
        'muting', exists (select from public.mutes m where m.muter_id = viewer_in and m.muted_id = target_in),
        'liked', exists (select from public.profile_likes l where l.user_id = viewer_in and l.target_id = target_in),
        'can_message', case internal.message_standing(viewer_in, target_in)
            when 'yes' then 'yes' when 'request' then 'request' else 'no' end) end
$$;
comment on function internal.relation_json(uuid, uuid) is 'What the viewer and a member are to each other (Profile.viewer); null for visitors.';
grant execute on function internal.relation_json(uuid, uuid) to topin_anon, topin_user, topin_staff;
