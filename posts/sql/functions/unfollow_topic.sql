create or replace function api.unfollow_topic(topic_in text) returns void
language sql volatile
as $$ select internal.unchoose_topic(topic_in, 'follow') $$;
comment on function api.unfollow_topic(text) is 'The viewer no longer follows a topic. Nobody is told, hence no event.';
grant execute on function api.unfollow_topic(text) to topin_user;
