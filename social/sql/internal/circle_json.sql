-- security definer: the viewer's own standing in the circle, joined for them.
create or replace function internal.circle_json(viewer_in uuid, circle_in public.circles) returns json
language sql stable security definer set search_path = ''
as $$
    select json_build_object('id', circle_in.id, 'slug', circle_in.slug, 'name', circle_in.name,
        'description', circle_in.description, 'avatar_url', internal.media_url(circle_in.avatar || '/256.webp'),
        'visibility', circle_in.visibility, 'join_policy', circle_in.join_policy,
        'member_limit', circle_in.member_limit, 'members_count', circle_in.members_count,
        'created_at', internal.rfc3339(circle_in.created_at),
        'viewer', json_build_object(
            'role', internal.circle_role(circle_in.id, viewer_in),
            'requested', internal.has_asked_to_join(circle_in.id, viewer_in),
            'banned', internal.is_banned(circle_in.id, viewer_in)))
$$;
comment on function internal.circle_json(uuid, circles) is 'A circle as the API shows it (Circle), with the standing of the viewer (null: a visitor).';
grant execute on function internal.circle_json(uuid, circles) to topin_anon, topin_user, topin_staff;
