-- security definer: bans are written by functions only, and end what the banned may not end for themselves.
create or replace function api.ban_from_circle(circle_in uuid, user_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    theirs text;
begin
    perform internal.lock_circle(circle_in);
    perform internal.require_circle_role(circle_in, 'owner', 'moderator');
    theirs := internal.circle_role(circle_in, user_in);
    if user_in = api.viewer_id() then
        perform internal.refuse('TP400', 'You cannot ban yourself.', 'invalid', 'user_id');
    elsif theirs is null and not api.profile_exists_for(api.viewer_id(), user_in) then
        -- Members are banned also where they blocked whoever bans: a block is no shelter from a circle's rules.
        perform internal.refuse('TP404', 'There is nothing here');
    elsif theirs in ('owner', 'moderator') then
        perform internal.require_circle_role(circle_in, 'owner');
    end if;
    insert into public.circle_bans (circle_id, user_id, banned_by_id) values (circle_in, user_in, api.viewer_id())
    on conflict (circle_id, user_id) do nothing;
    if found then
        perform internal.take_from_circle(circle_in, user_in);
        delete from public.circle_requests r where r.circle_id = circle_in and r.user_id = user_in;
        delete from public.circle_invites i where i.circle_id = circle_in and i.invitee_id = user_in;
        perform internal.event_record('circle_banned', circle_in, jsonb_build_object('user_id', user_in));
    end if;
end $$;
comment on function api.ban_from_circle(uuid, uuid) is
    'Keeps somebody out of a circle: membership, request and personal invite end. Banning twice is banning once. Moderators ban plain members and outsiders, the owner everybody else.';
grant execute on function api.ban_from_circle(uuid, uuid) to topin_user;
