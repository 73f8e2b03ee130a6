create or replace function internal.erase_interests(user_in uuid) returns void
language sql volatile
as $$
    -- Before what hangs on them, as hold_personalised does: whoever writes interests or the feed now is waited for.
    select from public.user_settings s where s.user_id = user_in for update;
    delete from public.interest_vectors v where v.user_id = user_in;
    delete from public.interest_topics t where t.user_id = user_in;
    delete from public.topic_preferences t where t.user_id = user_in;
    delete from public.feed_feedback f where f.user_id = user_in;
    update public.hidden_topics h set hidden_by_id = null where h.hidden_by_id = user_in;
$$;
comment on function internal.erase_interests(uuid) is 'The part of an erasure that is about what a member likes to read.';
