-- security definer: who sees the posts of tags is asked for many at once; trends have no policies.
create or replace function api.search_tags(tag_in text, limit_in int, cursor_in text, tags_in int, counted_in int) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    -- What ranks a tag stands where other cursors have the time, and what its name comes to where they have the id.
    mark record := internal.cursor_read('search_tags', cursor_in);
    trends text[] := array(
        select t.topic from public.topic_trends t
         where starts_with(t.topic, tag_in) and not exists (select from public.hidden_topics h where h.topic = t.topic)
         order by t.velocity desc, t.topic limit tags_in);
    batch text[] := trends;
    tags text[] := '{}';
    counts int[] := '{}';
    after text;
    page json;
begin
    if tag_in = '' then
        return json_build_object('items', '[]'::json, 'next_cursor', null);
    end if;
    -- Tags that the viewer sees no post of make holes, which later ones fill.
    for round in 1..5 loop
        select tags || coalesce(array_agg(c.tag), '{}'), counts || coalesce(array_agg(c.posts), '{}') into tags, counts
          from internal.count_tags(api.viewer_id(), batch, counted_in) c where c.tag <> all (tags);
        exit when cardinality(tags) >= tags_in or (round > 1 and cardinality(batch) < tags_in);
        batch := internal.tags_from(tag_in, after, tags_in);
        exit when batch = '{}';
        after := batch[cardinality(batch)];
    end loop;
    with found as (
        select f.tag, f.posts, f.tag = any (trends) as trending, md5(f.tag)::uuid as id,
               to_timestamp(case when f.tag = tag_in then 1000000000 else 0 end
                            + case when f.tag = any (trends) then 1000000 else 0 end + f.posts) as at
          from unnest(tags, counts) f (tag, posts)
    ), behind as (
        select f.* from found f where (f.at, f.id) < (mark.at, mark.id) order by f.at desc, f.id desc limit limit_in + 1
    ), shown as (
        select b.* from behind b order by b.at desc, b.id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(json_build_object('tag', s.tag, 'posts_count', s.posts, 'trending', s.trending)
                               order by s.at desc, s.id desc) from shown s), '[]'),
        'next_cursor', case when (select count(*) from behind) > limit_in
            then (select internal.cursor_after('search_tags', s.at, s.id) from shown s order by s.at, s.id limit 1) end)
      into page;
    return page;
end $$;
comment on function api.search_tags(text, int, text, int, int) is
    'A page of tags that begin with a text (folded) and that the viewer sees posts of: the tag itself, trending ones, then by how many of their newest counted_in posts the viewer sees. At most about tags_in are compared.';
grant execute on function api.search_tags(text, int, text, int, int) to topin_anon, topin_user, topin_staff;
