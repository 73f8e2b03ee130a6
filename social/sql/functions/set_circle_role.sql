-- security definer: memberships are written by functions only.
create or replace function api.set_circle_role(circle_in uuid, user_in uuid, role_in text) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    theirs text;
begin
    perform internal.lock_circle(circle_in);
    perform internal.require_circle_role(circle_in, 'owner');
    theirs := internal.circle_role(circle_in, user_in);
    if user_in = me then
        perform internal.refuse('TP400', 'You stay the owner until you hand the circle over to somebody.', 'invalid', 'user_id');
    elsif theirs is null or not exists (select from internal.listed_profiles(me) p where p.user_id = user_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    elsif theirs <> role_in then
        if role_in = 'owner' then  -- never two of them, not even for a moment
            update public.circle_members m set role = 'moderator' where m.circle_id = circle_in and m.user_id = me;
        end if;
        update public.circle_members m set role = role_in where m.circle_id = circle_in and m.user_id = user_in;
        perform internal.event_record('circle_role_changed', circle_in, jsonb_build_object('user_id', user_in, 'role', role_in));
    end if;
    return json_build_object('role', role_in);
end $$;
comment on function api.set_circle_role(uuid, uuid, text) is
    'Gives a member of the viewer''s circle another role. owner hands the circle over, and the viewer becomes a moderator.';
grant execute on function api.set_circle_role(uuid, uuid, text) to topin_user;
