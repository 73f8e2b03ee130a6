create or replace function internal.topics_written(at_in timestamptz, hours_in int, days_in int, people_in int)
returns table (topic text, posts int, people int, usual double precision)
language sql stable
as $$
    -- The same hours of each day before: evenings are compared with evenings. Within a window an author counts once,
    -- however much they write. Posts count that everyone may see, now.
    select t.topic, (count(*) filter (where w.day = 0))::int,
           (count(distinct w.author_id) filter (where w.day = 0))::int,
           (count(distinct (w.day, w.author_id)) filter (where w.day > 0))::double precision / days_in
      from (select f.topics, p.author_id, floor(extract(epoch from at_in - f.published_at) / 86400)::int as day
              from public.post_features f join public.posts p on p.id = f.post_id
             where f.published_at > at_in - make_interval(days => days_in, hours => hours_in) and f.published_at <= at_in
               and mod(extract(epoch from at_in - f.published_at), 86400) < hours_in * 3600
               and p.status = 'published' and p.deleted_at is null and p.hidden_at is null and p.audience = 'public'
               and exists (select from public.profiles a
                            where a.user_id = p.author_id and not a.is_hidden and not a.is_private and a.visibility = 'everyone')) w
     cross join lateral (select distinct unnest(w.topics) as topic) t
     group by t.topic
    having count(distinct w.author_id) filter (where w.day = 0) >= people_in
$$;
comment on function internal.topics_written(timestamptz, int, int, int) is
    'Topics of public posts in the last hours, by at least so many people: posts, people, and how many people wrote of them in the same hours of the days before, on average.';
