-- security definer: rests on memberships of a viewer who may be anybody. Only other definers ask it.
create or replace function internal.can_read_circle(viewer_in uuid, circle_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
    select exists (
        select from public.circles c
         where c.id = circle_in and c.closed_at is null
           and (c.visibility = 'public' or internal.circle_role(c.id, viewer_in) is not null)
    )
$$;
comment on function internal.can_read_circle(uuid, uuid) is
    'Whether the viewer (null: a visitor) may read what is in a circle: its members always, everybody where it is public.';
