-- security definer: an archive is read by a job for one member.
create or replace function api.export_interests(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', me.id, 'item', json_build_object(
               'topics', coalesce((select json_agg(json_build_object('topic', i.topic, 'weight', i.weight, 'updated_at', i.updated_at)
                                                   order by i.topic) from public.interest_topics i where i.user_id = me.id), '[]'),
               'vector', (select json_build_object('model', v.model, 'weight', v.weight, 'updated_at', v.updated_at,
                                                   'values', v.embedding::real[])
                            from public.interest_vectors v where v.user_id = me.id)))), '[]')
      from (select user_in as id where after_in is null and (
                   exists (select from public.interest_topics i where i.user_id = user_in)
                or exists (select from public.interest_vectors v where v.user_id = user_in))) me
$$;
comment on function api.export_interests(uuid, uuid, int) is
    'The page of the archive that says what we worked out of what a member did; empty where nothing is kept.';
grant execute on function api.export_interests(uuid, uuid, int) to topin_worker;
