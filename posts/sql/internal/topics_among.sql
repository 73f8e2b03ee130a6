create or replace function internal.topics_among(candidates_in text[], author_in uuid, people_in int, limit_in int) returns text[]
language sql stable
as $$
    -- Of a tag that thousands use, the newest few tell enough.
    select array(
        select c.tag from unnest(candidates_in) with ordinality c (tag, place)
         where people_in <= (
               select count(distinct used.author_id) from (
                   select t.author_id from public.post_tags t join public.posts p on p.id = t.post_id
                    where t.tag = c.tag and t.author_id <> author_in
                      and p.audience = 'public' and p.deleted_at is null and p.hidden_at is null
                    order by t.published_at desc, t.post_id desc limit 20 * people_in) used)
         order by c.place limit limit_in)
$$;
comment on function internal.topics_among(text[], uuid, int, int) is
    'Those of some phrases that so many others use as tags of public posts, in the given order, so many at most.';
