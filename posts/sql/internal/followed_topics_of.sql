-- security definer: the feed engine asks for the viewer.
create or replace function internal.followed_topics_of(viewer_in uuid) returns text[]
language sql stable security definer set search_path = ''
as $$
    select array(select t.topic from public.topic_preferences t
                  where t.user_id = viewer_in and t.choice = 'follow' order by t.topic)
$$;
comment on function internal.followed_topics_of(uuid) is 'The topics that a member follows.';
