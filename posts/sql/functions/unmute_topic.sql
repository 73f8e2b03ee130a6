create or replace function api.unmute_topic(topic_in text) returns void
language sql volatile
as $$ select internal.unchoose_topic(topic_in, 'mute') $$;
comment on function api.unmute_topic(text) is 'The viewer no longer mutes a topic. Nobody is told, hence no event.';
grant execute on function api.unmute_topic(text) to topin_user;
