create or replace function internal.summary_json(profile_in profiles) returns json
language sql stable
as $$
    select json_build_object('id', profile_in.user_id, 'handle', profile_in.handle,
        'display_name', profile_in.display_name, 'avatar_url', internal.media_url(profile_in.avatar || '/256.webp'),
        'is_verified', profile_in.is_verified, 'is_private', profile_in.is_private)
$$;
comment on function internal.summary_json(profiles) is 'A member as lists and posts show them (UserSummary).';
grant execute on function internal.summary_json(profiles) to topin_anon, topin_user, topin_staff, topin_worker;
