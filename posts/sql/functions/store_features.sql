-- security definer: features are written through here alone.
create or replace function api.store_features(
    post_in uuid, found_in jsonb, embedding_in double precision[], people_in int, topics_in int
) returns void
language sql volatile security definer set search_path = ''
as $$
    insert into public.post_features as f (post_id, author_id, published_at, language, topics, phrases, embedding, model, made_at)
    select p.id, p.author_id, p.published_at, coalesce(p.language, found_in ->> 'language'),
           p.tags || internal.topics_among(
               array(select c from jsonb_array_elements_text(found_in -> 'candidates') c where c <> all (p.tags)),
               p.author_id, people_in, topics_in),
           array(select c from jsonb_array_elements_text(found_in -> 'phrases') c),
           embedding_in::public.halfvec, found_in ->> 'model', now()
      from public.posts p where p.id = post_in and p.status = 'published' and p.deleted_at is null
    on conflict (post_id) do update
       set language = excluded.language, topics = excluded.topics, phrases = excluded.phrases,
           embedding = excluded.embedding, model = excluded.model, made_at = excluded.made_at
$$;
comment on function api.store_features(uuid, jsonb, double precision[], int, int) is
    'Keeps what was found in a post that begin_features holds: {language, phrases, candidates, model} and its embedding (null: it says too little). Topics are its tags, then candidates that so many others use as tags (people_in), so many at most.';
grant execute on function api.store_features(uuid, jsonb, double precision[], int, int) to topin_worker;
