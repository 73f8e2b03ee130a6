create or replace function internal.circle_named(viewer_in uuid, circle_in uuid) returns json
language sql stable
as $$
    select json_build_object('id', circle_in, 'name', (
        select c.name from public.circles c where c.id = circle_in and api.can_see_circle(viewer_in, circle_in)))
$$;
comment on function internal.circle_named(uuid, uuid) is 'A circle in an archive: id, and name where it exists for its owner.';
