create or replace function internal.write_timelines(users_in uuid[], at_in timestamptz, post_in uuid) returns void
language sql volatile
as $$
    -- In the order of ids: whoever builds a timeline holds only one, so nobody waits in a circle. The lock: a member
    -- who is being erased waits for this, or is not written to.
    insert into public.timelines (user_id, at, post_id)
    select kept.user_id, at_in, post_in
      from (select s.user_id from public.timeline_states s
             where s.user_id = any (users_in) and (s.reaches_to is null or s.reaches_to <= at_in)  -- older is not read from it
             order by s.user_id for key share) kept
    on conflict do nothing
$$;
comment on function internal.write_timelines(uuid[], timestamptz, uuid) is
    'Writes a post into the timelines of those members who have one.';
