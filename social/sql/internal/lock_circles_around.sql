create or replace function internal.lock_circles_around(user_in uuid) returns void
language sql volatile
as $$
    -- Lowest id first. Whoever asked to join may be let in by somebody at this very moment.
    select from public.circles c
     where c.id in (select m.circle_id from public.circle_members m where m.user_id = user_in
                    union select r.circle_id from public.circle_requests r where r.user_id = user_in)
     order by c.id for no key update
$$;
comment on function internal.lock_circles_around(uuid) is
    'Until the commit, deeds in the circles that a member belongs to or asked to join happen before this one or after it.';
