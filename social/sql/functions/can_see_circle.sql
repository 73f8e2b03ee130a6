-- security definer: the truth for any viewer. Hence no grant to members: for themselves the policy of circles
-- answers, and who else is in a secret circle they may not ask.
create or replace function api.can_see_circle(viewer_in uuid, circle_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
    select exists (
        select from public.circles c
         where c.id = circle_in and c.closed_at is null and case
            when c.visibility = 'public' then true
            when viewer_in is null then false
            when c.visibility = 'private' then true
            else internal.circle_role(c.id, viewer_in) is not null or internal.is_invited(c.id, viewer_in) end
    )
$$;
comment on function api.can_see_circle(uuid, uuid) is
    'Whether a circle exists for the viewer (null: a visitor): secret ones for members and the invited only, private ones for all who are signed in.';
grant execute on function api.can_see_circle(uuid, uuid) to topin_staff, topin_worker;
