-- security definer: an archive is read by a job for one member.
create or replace function api.export_topics(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', me.id, 'item', me.topics)), '[]')
      from (select user_in as id, json_agg(json_build_object('topic', t.topic, 'choice', t.choice, 'created_at', t.created_at)
                                           order by t.topic) as topics
              from public.topic_preferences t where t.user_id = user_in and after_in is null having count(*) > 0) me
$$;
comment on function api.export_topics(uuid, uuid, int) is 'The page of the archive with the topics that a member follows and mutes.';
grant execute on function api.export_topics(uuid, uuid, int) to topin_worker;
