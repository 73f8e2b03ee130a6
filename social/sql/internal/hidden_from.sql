-- security definer: lists leave out people at both ends of a block, and the blocked may not read theirs.
create or replace function internal.hidden_from(viewer_in uuid) returns setof uuid
language sql stable security definer set search_path = ''
as $$
    select b.blocker_id from public.blocked_users b where b.blocked_id = viewer_in
    union all select b.blocked_id from public.blocked_users b where b.blocker_id = viewer_in
$$;
comment on function internal.hidden_from(uuid) is 'Whom lists and feeds leave out for a viewer: blocked either way.';
grant execute on function internal.hidden_from(uuid) to topin_user, topin_worker;
