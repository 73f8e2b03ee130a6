-- security definer: memberships are written by functions only.
create or replace function api.remove_circle_member(circle_in uuid, user_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    theirs text;
begin
    perform internal.lock_circle(circle_in);
    perform internal.require_circle_role(circle_in, 'owner', 'moderator');
    theirs := internal.circle_role(circle_in, user_in);
    if user_in = api.viewer_id() then
        perform internal.refuse('TP400', 'You cannot remove yourself: leave the circle instead.', 'invalid', 'user_id');
    elsif theirs is null then
        perform internal.refuse('TP404', 'There is nothing here');
    elsif theirs <> 'member' then
        perform internal.require_circle_role(circle_in, 'owner');
    end if;
    perform internal.take_from_circle(circle_in, user_in);
    perform internal.event_record('circle_left', circle_in, jsonb_build_object('user_id', user_in));
end $$;
comment on function api.remove_circle_member(uuid, uuid) is
    'Takes somebody out of a circle; they may come back. Moderators remove plain members, the owner everybody else.';
grant execute on function api.remove_circle_member(uuid, uuid) to topin_user;
