-- security definer: reads the interests of the member whose feed is made, for nobody else.
create or replace function internal.feed_tastes(viewer_in uuid) returns table (topic text, weight float8, is_followed boolean)
language sql stable security definer set search_path = ''
as $$
    select t.topic, max(t.weight), bool_or(t.is_followed)
      from (select f.topic, 1::float8 as weight, true as is_followed from unnest(internal.followed_topics_of(viewer_in)) f (topic)
            union all
            -- From -1 to 1, and halfway after one like.
            select w.topic, w.weight / (1 + abs(w.weight)), false from internal.topic_weights_of(viewer_in) w) t
     group by t.topic
$$;
comment on function internal.feed_tastes(uuid) is
    'What topics mean to a member, from -1 to 1: those they follow 1, others by what they did lately. Of who switched `personalised` off, followed ones alone.';
