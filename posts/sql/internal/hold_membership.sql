-- security definer: a lock on a row that no member may change.
create or replace function internal.hold_membership(circle_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    -- Leaving, removal, bans and closing delete this row: they wait for the deed's commit, or the deed waits for
    -- theirs and finds nothing. A new role changes no key and does not wait.
    perform from public.circle_members m
      where m.circle_id = circle_in and m.user_id = api.viewer_id() for key share;
    if not found then
        perform internal.require_circle_role(circle_in, 'owner', 'moderator', 'member');
        -- Whoever came back in between: the deed began without them.
        perform internal.refuse('TP403', 'Only members of this circle can do this.', 'not_a_member');
    end if;
end $$;
comment on function internal.hold_membership(uuid) is
    'Keeps the viewer in a circle until the commit; refuses those who are not in it: 404 where it does not exist for them, else 403.';
grant execute on function internal.hold_membership(uuid) to topin_user;
