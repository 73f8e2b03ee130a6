create or replace function internal.member_json(viewer_in uuid, profile_in public.profiles) returns json
language sql stable
as $$
    select json_build_object('id', profile_in.user_id, 'handle', profile_in.handle,
        'display_name', profile_in.display_name, 'avatar_url', internal.media_url(profile_in.avatar || '/256.webp'),
        'is_verified', profile_in.is_verified, 'is_private', profile_in.is_private,
        'viewer', internal.relation_json(viewer_in, profile_in.user_id))
$$;
comment on function internal.member_json(uuid, profiles) is 'A member in a list of people: UserSummary with the viewer''s relation to them.';
grant execute on function internal.member_json(uuid, profiles) to topin_anon, topin_user, topin_staff;
