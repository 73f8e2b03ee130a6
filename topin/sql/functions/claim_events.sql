create or replace function api.claim_events(limit_in int) returns json
language sql volatile
as $$
    -- SKIP LOCKED: any number of relays share the work; the rows are theirs until they commit.
    with claimed as (
        update events set relayed_at = now()
         where id in (select id from events where relayed_at is null order by id limit limit_in for update skip locked)
        returning id, kind
    )
    select coalesce(json_agg(json_build_object('id', id, 'kind', kind) order by id), '[]') from claimed
$$;
comment on function api.claim_events(int) is 'Takes new events to hand to their readers, oldest first.';
grant execute on function api.claim_events(int) to topin_worker;
