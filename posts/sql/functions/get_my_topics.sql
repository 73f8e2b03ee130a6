create or replace function api.get_my_topics() returns json
language sql stable
as $$
    select json_build_object(
        'followed', coalesce(json_agg(t.topic order by t.topic) filter (where t.choice = 'follow'), '[]'),
        'muted', coalesce(json_agg(t.topic order by t.topic) filter (where t.choice = 'mute'), '[]'))
      from topic_preferences t where t.user_id = viewer_id()
$$;
comment on function api.get_my_topics() is 'The topics that the viewer follows and mutes.';
grant execute on function api.get_my_topics() to topin_user;
