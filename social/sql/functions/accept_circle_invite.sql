-- security definer: a code admits to a circle that may not exist for the viewer before.
create or replace function api.accept_circle_invite(code_hash_in bytea) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    circle public.circles;
    link public.circle_invites;
begin
    -- The circle's lock first: uses are counted one after another. What stood before it was had is read again.
    select c.* into circle from public.circles c
     where c.id = (select i.circle_id from public.circle_invites i where i.code_hash = code_hash_in) and c.closed_at is null
       for no key update;
    select i.* into link from public.circle_invites i where i.code_hash = code_hash_in and i.circle_id = circle.id;
    if link.id is null then
        perform internal.refuse('TP404', 'There is nothing here');
    elsif internal.circle_role(circle.id, me) is null then
        if internal.is_banned(circle.id, me) then
            perform internal.refuse('TP403', 'You were banned from this circle.', 'banned');
        elsif not internal.is_open_link(link) then
            perform internal.refuse('TP410', 'This invite has expired or was used up.', 'invite_ended');
        end if;
        perform internal.admit_to_circle(circle, me);  -- refuses where it is full, before a use is counted
        update public.circle_invites set uses = uses + 1 where id = link.id;
        perform internal.event_record('circle_joined', circle.id, '{"how": "link"}');
    end if;
    return json_build_object('role', internal.circle_role(circle.id, me), 'requested', false);
end $$;
comment on function api.accept_circle_invite(bytea) is
    'Makes the viewer a member by the code of a link, whatever the join policy; members get the same answer, and no use is counted. {role, requested}.';
grant execute on function api.accept_circle_invite(bytea) to topin_user;
