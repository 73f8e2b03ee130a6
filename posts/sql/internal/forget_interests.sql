-- security definer: interests are written by functions alone; a member forgets their own.
create or replace function internal.forget_interests() returns void
language sql volatile security definer set search_path = ''
as $$
    delete from public.interest_vectors v where v.user_id = api.viewer_id();
    delete from public.interest_topics t where t.user_id = api.viewer_id();
    -- Worked out from them. What was shown lately (feed_seen) stays for its days: it only says what not to show again.
    delete from public.feed_cache c where c.user_id = api.viewer_id();
    delete from public.feed_states s where s.user_id = api.viewer_id();
$$;
comment on function internal.forget_interests() is
    'The viewer switched personalised off: all that was worked out from what they did goes. What they chose themselves (topics, more and less) stays.';
grant execute on function internal.forget_interests() to topin_user;
