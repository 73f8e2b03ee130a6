create or replace function internal.erase_relations(user_in uuid) returns void
language plpgsql volatile
as $$
begin
    -- Counts of others stay exact. Their clients are not told: the member was out of sight for weeks.
    insert into public.counter_deltas (kind, subject_id, delta)
    select 'followers', f.followed_id, -1 from public.followers f where f.follower_id = user_in
    union all
    select 'following', f.follower_id, -1 from public.followers f where f.followed_id = user_in;
    delete from public.followers where follower_id = user_in;
    delete from public.followers where followed_id = user_in;
    delete from public.follow_requests where user_in in (requester_id, target_id);
    delete from public.blocked_users where user_in in (blocker_id, blocked_id);
    delete from public.mutes where user_in in (muter_id, muted_id);
    delete from public.muted_words where user_id = user_in;
    delete from public.suggestions where user_in in (user_id, suggested_id, via_id);
    delete from public.suggestion_lists where user_id = user_in;
    delete from public.dismissed_suggestions where user_in in (user_id, dismissed_id);
    perform internal.erase_memberships(user_in);
end $$;
comment on function internal.erase_relations(uuid) is 'The part of an erasure that is about follows, requests, blocks, mutes and suggestions, either way, about muted words and about circles.';
