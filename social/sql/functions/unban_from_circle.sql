-- security definer: bans are written by functions only.
create or replace function api.unban_from_circle(circle_in uuid, user_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    perform internal.lock_circle(circle_in);
    perform internal.require_circle_role(circle_in, 'owner', 'moderator');
    delete from public.circle_bans b where b.circle_id = circle_in and b.user_id = user_in;
    if found then
        perform internal.event_record('circle_unbanned', circle_in, jsonb_build_object('user_id', user_in));
    elsif not api.profile_exists_for(api.viewer_id(), user_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
end $$;
comment on function api.unban_from_circle(uuid, uuid) is
    'Lets somebody who was banned from a circle ask again, and restores nothing else; where there is no ban, nothing happens.';
grant execute on function api.unban_from_circle(uuid, uuid) to topin_user;
