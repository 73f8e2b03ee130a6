create or replace function internal.erase_reposts(user_in uuid) returns void
language plpgsql volatile
as $$
begin
    -- Posts lose exactly the reposts that go.
    with gone as (
        delete from public.reposts r where r.user_id = user_in returning r.post_id
    )
    insert into public.counter_deltas (kind, subject_id, delta)
    select 'post_reposts', g.post_id, -1 from gone g order by g.post_id;
end $$;
comment on function internal.erase_reposts(uuid) is 'The part of an erasure that is about what a member handed on.';
