create or replace function internal.count_tags(viewer_in uuid, tags_in text[], counted_in int) returns table (tag text, posts int)
language sql stable set plan_cache_mode = force_generic_plan
as $$
    with newest as materialized (
        select named.tag, p.post_id
          from unnest(tags_in) named (tag)
         cross join lateral (select t.post_id from public.post_tags t where t.tag = named.tag
                              order by t.published_at desc, t.post_id desc limit counted_in) p
    ), visible as materialized (
        select unnest(internal.visible_among(viewer_in, array(select distinct n.post_id from newest n))) as post_id
    )
    select n.tag, count(*)::int from newest n join visible v on v.post_id = n.post_id
      join public.posts p on p.id = n.post_id and p.status = 'published' group by n.tag
$$;
comment on function internal.count_tags(uuid, text[], int) is
    'How many of the newest counted_in posts of some tags a viewer (null: a visitor) may see; tags without any are left out.';
