create or replace function api.mute_topic(topic_in text, limit_in int) returns void
language sql volatile
as $$ select internal.choose_topic(topic_in, 'mute', limit_in) $$;
comment on function api.mute_topic(text, int) is
    'Mutes a topic (a folded tag), once however often; so many choices at most. Nobody is told, hence no event.';
grant execute on function api.mute_topic(text, int) to topin_user;
