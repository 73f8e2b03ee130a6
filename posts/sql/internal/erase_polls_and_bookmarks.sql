create or replace function internal.erase_polls_and_bookmarks(user_in uuid) returns void
language plpgsql volatile
as $$
begin
    -- Running polls lose exactly the votes that go; the result of a closed one is a fact and stays as it was told.
    -- Their rows are held, lowest id first, so that none closes meanwhile.
    perform from public.post_polls q
      where q.post_id in (select v.post_id from public.post_poll_votes v where v.user_id = user_in)
      order by q.post_id for key share;
    with gone as (
        delete from public.post_poll_votes v where v.user_id = user_in returning v.post_id, v.option_id
    ), running as (
        select g.post_id, g.option_id from gone g join public.post_polls q on q.post_id = g.post_id
         where q.closed_at is null and q.closes_at > pg_catalog.clock_timestamp()
    )
    insert into public.counter_deltas (kind, subject_id, delta)
    select 'poll_votes', r.option_id, -1 from running r
    union all
    select 'poll_voters', r.post_id, -1 from running r group by r.post_id;
    delete from public.bookmarks b where b.user_id = user_in;
    delete from public.bookmark_folders f where f.user_id = user_in;
end $$;
comment on function internal.erase_polls_and_bookmarks(uuid) is
    'The part of an erasure that is about a member''s votes and bookmarks. Counts of running polls drop; results of closed ones stay.';
