-- security definer: a like is a row, a count, a line of the log and an event together; members write none of them alone.
create or replace function internal.set_profile_like(target_in uuid, liked_in boolean) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
begin
    -- The row decides: whoever changes it counts, and of two at once only one does.
    if liked_in then
        insert into public.profile_likes (user_id, target_id) values (me, target_in) on conflict (user_id, target_id) do nothing;
    else
        delete from public.profile_likes l where l.user_id = me and l.target_id = target_in;
    end if;
    if found then
        perform internal.count_change('profile_likes', target_in, case when liked_in then 1 else -1 end);
        insert into public.profile_like_logs (user_id, target_id, liked) values (me, target_in, liked_in);
        perform internal.event_record(case when liked_in then 'profile_liked' else 'profile_unliked' end, target_in);
    end if;
end $$;
comment on function internal.set_profile_like(uuid, boolean) is
    'The viewer''s like of a profile comes or goes: row, delta, log and event; nothing when it is so already.';
grant execute on function internal.set_profile_like(uuid, boolean) to topin_user;
