-- security definer: memberships and requests are written by functions only.
create or replace function api.leave_circle(circle_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    circle public.circles := internal.lock_circle(circle_in);
    mine text := internal.circle_role(circle_in, me);
begin
    if mine = 'owner' and circle.members_count > 1 then
        perform internal.refuse('TP409', 'Hand the circle over to somebody before you leave it.', 'owner_must_transfer');
    elsif mine = 'owner' then
        perform internal.shut_circle(circle_in);  -- nobody is left
    elsif mine is not null then
        perform internal.take_from_circle(circle_in, me);
        perform internal.event_record('circle_left', circle_in);
    else
        delete from public.circle_requests r where r.circle_id = circle_in and r.user_id = me;
        if not found then
            perform internal.require_circle_role(circle_in, 'member');
        end if;
        perform internal.event_record('circle_request_withdrawn', circle_in);
    end if;
end $$;
comment on function api.leave_circle(uuid) is
    'Ends the viewer''s membership of a circle, or withdraws their request. The owner hands over first; when the last one leaves, it closes.';
grant execute on function api.leave_circle(uuid) to topin_user;
