-- security definer: reads what is there for all members.
create or replace function api.get_missing_features(model_in text, since_in timestamptz, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(m.id order by m.published_at desc, m.id desc), '[]')
      from (select p.id, p.published_at from public.posts p
             where p.status = 'published' and p.deleted_at is null and p.text <> '' and p.published_at > since_in
               and not exists (select from public.post_features f
                                where f.post_id = p.id and (model_in is null or f.model = model_in))
             order by p.published_at desc, p.id desc limit limit_in) m
$$;
comment on function api.get_missing_features(text, timestamptz, int) is
    'The newest posts published since a moment that have a text and no features, or none of this embedder (null: there is none, any will do).';
grant execute on function api.get_missing_features(text, timestamptz, int) to topin_worker;
