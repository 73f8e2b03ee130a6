-- security definer: the folded count and the waiting deltas are read in one snapshot, by the owner alone.
create or replace function internal.follower_count(user_in uuid) returns bigint
language sql stable security definer set search_path = ''
as $$
    select c.followers + internal.count_pending('followers', c.user_id)
      from public.profile_counters c where c.user_id = user_in
$$;
comment on function internal.follower_count(uuid) is 'How many follow a member, exact at this moment; null without such a member.';
grant execute on function internal.follower_count(uuid) to topin_worker;
