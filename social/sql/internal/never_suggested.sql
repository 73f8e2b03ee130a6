create or replace function internal.never_suggested(viewer_in uuid) returns setof uuid
language sql stable
as $$
    select viewer_in
    union all select f.followed_id from public.followers f where f.follower_id = viewer_in
    union all select r.target_id from public.follow_requests r where r.requester_id = viewer_in
    union all select b.blocked_id from public.blocked_users b where b.blocker_id = viewer_in
    union all select b.blocker_id from public.blocked_users b where b.blocked_id = viewer_in
    union all select m.muted_id from public.mutes m where m.muter_id = viewer_in
    union all select d.dismissed_id from public.dismissed_suggestions d where d.user_id = viewer_in
$$;
comment on function internal.never_suggested(uuid) is
    'Whom a member is never suggested for what is between the two: themselves, followed, asked, blocked either way, muted, dismissed.';
