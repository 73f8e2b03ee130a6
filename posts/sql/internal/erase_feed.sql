create or replace function internal.erase_feed(user_in uuid) returns void
language sql volatile
as $$
    delete from public.feed_cache c where c.user_id = user_in;
    delete from public.feed_states s where s.user_id = user_in;
    delete from public.feed_seen s where s.user_id = user_in;
    update public.ranking_versions v set made_by_id = null where v.made_by_id = user_in;
$$;
comment on function internal.erase_feed(uuid) is
    'The part of an erasure that is about a member''s for-you feed, and the name below rankings they published.';
