create or replace function internal.invite_standing(circle_in uuid, user_in uuid) returns text
language sql stable
as $$
    select case
        -- First of all: what somebody is to a circle is no news about who does not exist for the inviter.
        when not api.profile_exists_for(api.viewer_id(), user_in) or api.is_user_blocked(api.viewer_id(), user_in) then 'not_found'
        when internal.circle_role(circle_in, user_in) is not null then 'already_member'
        when internal.is_banned(circle_in, user_in) then 'banned'
        when internal.is_invited(circle_in, user_in) then 'already_invited'
        else 'invited' end
$$;
comment on function internal.invite_standing(uuid, uuid) is
    'What comes of the viewer''s inviting somebody to a circle: invited, or why not (not_found, already_member, banned, already_invited).';
