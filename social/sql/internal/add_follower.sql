-- security definer: follows, counts and both members' streams change together, and only so.
create or replace function internal.add_follower(follower_in uuid, followed_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    insert into public.followers (follower_id, followed_id) values (follower_in, followed_in);
    perform internal.count_change('following', follower_in, 1);
    perform internal.count_change('followers', followed_in, 1);
    perform internal.event_record('member_followed', followed_in, pg_catalog.jsonb_build_object('follower_id', follower_in));
    perform internal.tell_follow(least(follower_in, followed_in), greatest(follower_in, followed_in));
    perform internal.tell_follow(greatest(follower_in, followed_in), least(follower_in, followed_in));
end $$;
comment on function internal.add_follower(uuid, uuid) is
    'Makes a follow that was allowed: the row, both counts, the event, word to both. Both members are locked by the caller.';
grant execute on function internal.add_follower(uuid, uuid) to topin_user;
