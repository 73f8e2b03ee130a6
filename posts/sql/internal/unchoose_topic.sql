-- security definer: topic_preferences are written by deeds alone.
create or replace function internal.unchoose_topic(topic_in text, choice_in text) returns void
language sql volatile security definer set search_path = ''
as $$
    delete from public.topic_preferences t where t.user_id = api.viewer_id() and t.topic = topic_in and t.choice = choice_in
$$;
comment on function internal.unchoose_topic(text, text) is 'Takes the viewer''s choice of a topic back; where there is none, nothing happens.';
grant execute on function internal.unchoose_topic(text, text) to topin_user;
