-- security definer: invites are ended by functions only.
create or replace function api.decline_circle_invite(circle_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
begin
    perform internal.lock_circle(circle_in);
    delete from public.circle_invites i
     where i.circle_id = circle_in and i.invitee_id = me and (i.expires_at is null or i.expires_at > now());
    if not found then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    perform internal.event_record('circle_invite_ended', circle_in, jsonb_build_object('user_id', me));
end $$;
comment on function api.decline_circle_invite(uuid) is
    'Ends the viewer''s personal invite to a circle, without a word to who invited; refuses where there is none (any more).';
grant execute on function api.decline_circle_invite(uuid) to topin_user;
