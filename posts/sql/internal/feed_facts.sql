create or replace function internal.feed_facts(posts_in uuid[], out authors uuid[], out topics text[])
language sql stable set plan_cache_mode = force_generic_plan
as $$
    -- force_generic_plan: planning anew for each viewer would cost more than running.
    select coalesce(array_agg(p.author_id order by w.place), '{}'),
           coalesce(array_agg(array_to_string(coalesce(f.topics, p.tags), E'\n') order by w.place), '{}')
      from unnest(posts_in) with ordinality w (id, place)
      join public.posts p on p.id = w.id
      left join public.post_features f on f.post_id = w.id
$$;
comment on function internal.feed_facts(uuid[]) is
    'Authors of some posts and their topics (parted by line feeds), in their order: what diverse_order looks at. Posts that are gone are passed over.';
