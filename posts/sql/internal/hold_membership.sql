-- security definer: as keep_member.
create or replace function internal.hold_membership(circle_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    if not internal.keep_member(circle_in, api.viewer_id()) then
        perform internal.require_circle_role(circle_in, 'owner', 'moderator', 'member');
        -- Whoever came back in between: the deed began without them.
        perform internal.refuse('TP403', 'Only members of this circle can do this.', 'not_a_member');
    end if;
end $$;
comment on function internal.hold_membership(uuid) is
    'Keeps the viewer in a circle until the commit; refuses those who are not in it: 404 where it does not exist for them, else 403.';
grant execute on function internal.hold_membership(uuid) to topin_user;
