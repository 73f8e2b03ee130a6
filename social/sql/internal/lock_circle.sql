-- security definer: locks a row that no member may change.
create or replace function internal.lock_circle(circle_in uuid) returns public.circles
language plpgsql volatile security definer set search_path = ''
as $$
declare
    locked public.circles;
begin
    -- Joining, leaving, roles, bans and the limit are decided one after another. Members are locked after circles, never before.
    select * into locked from public.circles c where c.id = circle_in and c.closed_at is null for no key update;
    if locked.id is null or not api.can_see_circle(api.viewer_id(), circle_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    return locked;
end $$;
comment on function internal.lock_circle(uuid) is
    'The circle, locked until the commit for a deed about its members; refuses where it does not exist for the viewer.';
