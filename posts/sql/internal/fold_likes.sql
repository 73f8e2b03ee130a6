-- security definer: counters and deltas belong to nobody; likes fold them through here.
create or replace function internal.fold_likes(post_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    -- Nobody waits here, and so nobody waits in a ring: one of many likers folds, and none while something is erased
    -- (internal.hold_erasing) or while the clock folds this post.
    if not pg_catalog.pg_try_advisory_xact_lock_shared(pg_catalog.hashtextextended('erasing', 0)) then
        return;
    end if;
    perform from public.post_counters c where c.post_id = post_in for no key update skip locked;
    if not found then
        return;
    end if;
    with mine as (
        select d.id from public.counter_deltas d
         where d.subject_id = post_in and d.kind = 'post_likes' for update skip locked
    ), gone as (
        delete from public.counter_deltas d using mine where d.id = mine.id returning d.delta
    )
    update public.post_counters c set likes = c.likes + (select coalesce(sum(g.delta), 0) from gone g)
     where c.post_id = post_in;
end $$;
comment on function internal.fold_likes(uuid) is
    'Folds the waiting likes of one post beside the clock, unless somebody does: its first counter is the clock''s.';
grant execute on function internal.fold_likes(uuid) to topin_user;
