create or replace function internal.tags_from(prefix_in text, after_in text, limit_in int) returns text[]
language sql stable set plan_cache_mode = force_generic_plan
as $$
    -- One look into the index for each tag, however many posts have it.
    with recursive walked (tag, n) as (
        select (select t.tag from public.post_tags t
                 where t.tag >= prefix_in and (after_in is null or t.tag > after_in) and t.tag < prefix_in || chr(1114111)
                 order by t.tag limit 1), 1
        union all
        select (select t.tag from public.post_tags t
                 where t.tag > w.tag and t.tag < prefix_in || chr(1114111) order by t.tag limit 1), w.n + 1
          from walked w where w.tag is not null and w.n < limit_in
    )
    select coalesce(array_agg(w.tag order by w.n) filter (where w.tag is not null), '{}') from walked w
$$;
comment on function internal.tags_from(text, text, int) is
    'The first limit_in tags that begin with a text, behind a tag (null: all), in their order, whoever may see them.';
