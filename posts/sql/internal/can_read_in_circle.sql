-- security definer: rests on memberships, blocks and privacy that the viewer may not read.
create or replace function internal.can_read_in_circle(viewer_in uuid, circle_in uuid, author_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
    select internal.can_read_circle(viewer_in, circle_in) and (
        api.can_view_profile(viewer_in, author_in)
        -- Whoever shares a circle reads each other in it, however private they are elsewhere.
        or (internal.circle_role(circle_in, viewer_in) is not null
            and internal.circle_role(circle_in, author_in) is not null
            and not api.is_user_blocked(viewer_in, author_in)
            and exists (select from public.profiles a where a.user_id = author_in and not a.is_hidden)))
$$;
comment on function internal.can_read_in_circle(uuid, uuid, uuid) is
    'Whether the viewer (null: a visitor) is among the audience of what an author posted in a circle. Not asked about own posts.';
grant execute on function internal.can_read_in_circle(uuid, uuid, uuid) to topin_worker;
