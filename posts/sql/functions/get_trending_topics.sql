-- security definer: trends have no policies for members.
create or replace function api.get_trending_topics(limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select json_build_object('items', coalesce(json_agg(json_build_object(
               'tag', t.topic, 'posts_count', t.posts, 'people_count', t.people,
               'velocity', round(t.velocity::numeric, 2), 'trending', true) order by t.velocity desc, t.topic), '[]'),
               'next_cursor', null)
      from internal.trending_topics_for(api.viewer_id(), limit_in) t
$$;
comment on function api.get_trending_topics(int) is
    'What many people write about just now, the fastest first, without what the viewer muted: {items: [{tag, posts_count, people_count (of the window), velocity, trending}], next_cursor}.';
grant execute on function api.get_trending_topics(int) to topin_anon, topin_user, topin_staff;
