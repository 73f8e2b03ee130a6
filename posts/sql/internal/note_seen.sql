create or replace function internal.note_seen(user_in uuid, posts_in uuid[]) returns void
language sql volatile set plan_cache_mode = force_generic_plan
as $$
    -- force_generic_plan: planning anew for each viewer would cost more than running.
    -- One after the other for each member: a page may note posts twice, so the order of the ids alone keeps nobody from
    -- waiting in a ring.
    select pg_advisory_xact_lock(hashtextextended('seen ' || user_in, 0));
    insert into public.feed_seen as s (user_id, post_id)
    select user_in, p.id from unnest(posts_in) p (id) order by p.id
    on conflict (user_id, post_id) do update set seen_at = excluded.seen_at where s.seen_at <= internal.seen_since()
$$;
comment on function internal.note_seen(uuid, uuid[]) is
    'Keeps posts out of a member''s for-you feed for seven days from when they were first seen.';
