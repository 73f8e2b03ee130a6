-- security definer: follows, counts and both members' streams change together, and only so.
create or replace function api.remove_follower(user_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    perform internal.lock_both(user_in);
    if not internal.end_follow(user_in, api.viewer_id()) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    perform internal.event_record('follower_removed', user_in);
end $$;
comment on function api.remove_follower(uuid) is
    'Ends a member''s follow of the viewer, without a notification; refuses where they do not follow.';
grant execute on function api.remove_follower(uuid) to topin_user;
