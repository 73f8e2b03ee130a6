create or replace function internal.end_relations(a_in uuid, b_in uuid) returns void
language plpgsql volatile
as $$
begin
    with ended as (
        delete from public.followers f
         where (f.follower_id, f.followed_id) in ((a_in, b_in), (b_in, a_in)) returning f.follower_id, f.followed_id
    )
    insert into public.counter_deltas (kind, subject_id, delta)
    select 'following', e.follower_id, -1 from ended e union all select 'followers', e.followed_id, -1 from ended e;
    delete from public.follow_requests r where (r.requester_id, r.target_id) in ((a_in, b_in), (b_in, a_in));
    delete from public.circle_invites i where (i.inviter_id, i.invitee_id) in ((a_in, b_in), (b_in, a_in));
    with ended as (
        delete from public.profile_likes l
         where (l.user_id, l.target_id) in ((a_in, b_in), (b_in, a_in)) returning l.user_id, l.target_id
    ), logged as (
        insert into public.profile_like_logs (user_id, target_id, liked) select e.user_id, e.target_id, false from ended e
    )
    insert into public.counter_deltas (kind, subject_id, delta) select 'profile_likes', e.target_id, -1 from ended e;
end $$;
comment on function internal.end_relations(uuid, uuid) is
    'Ends follows, follow requests, personal invites and profile likes between two members, either way, with exact counts. The caller has locked both.';
