create or replace function internal.end_follow(follower_in uuid, followed_in uuid) returns boolean
language plpgsql volatile
as $$
begin
    delete from public.followers f where f.follower_id = follower_in and f.followed_id = followed_in;
    if not found then
        return false;
    end if;
    perform internal.count_change('following', follower_in, -1);
    perform internal.count_change('followers', followed_in, -1);
    perform internal.tell_follow(least(follower_in, followed_in), greatest(follower_in, followed_in));
    perform internal.tell_follow(greatest(follower_in, followed_in), least(follower_in, followed_in));
    return true;
end $$;
comment on function internal.end_follow(uuid, uuid) is
    'Ends a follow: the row, both counts, word to both; whether there was one. Both members are locked by the caller, who records why.';
