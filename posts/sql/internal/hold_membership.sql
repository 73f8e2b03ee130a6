-- security definer: as keep_member.
create or replace function internal.hold_membership(circle_in uuid, field_in text default null) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    if not internal.keep_member(circle_in, api.viewer_id()) then
        if field_in is not null and not api.can_see_circle(api.viewer_id(), circle_in) then
            perform internal.refuse('TP400', 'There is no such circle.', 'not_found', field_in);
        end if;
        perform internal.require_circle_role(circle_in, 'owner', 'moderator', 'member');
        -- Whoever came back in between: the deed began without them.
        perform internal.refuse('TP403', 'Only members of this circle can do this.', 'not_a_member');
    end if;
end $$;
comment on function internal.hold_membership(uuid, text) is
    'Keeps the viewer in a circle until the commit; refuses those who are not in it: where it does not exist for them 404 (400 where a field of the body names it), else 403.';
grant execute on function internal.hold_membership(uuid, text) to topin_user;
