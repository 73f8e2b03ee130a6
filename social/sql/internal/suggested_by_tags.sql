create or replace function internal.suggested_by_tags(viewer_in uuid)
returns table (suggested_id uuid, score float8, topic text)
language sql stable
as $$
    with w as materialized (select * from internal.suggestion_weights()
    ), mine as (
        select t.tag from w, public.post_tags t
         where t.author_id = viewer_in and t.post_id >= internal.uuid_at(now() - w.tag_days * interval '1 day')
           and exists (select from public.user_settings s where s.user_id = viewer_in and s.personalised)
         group by t.tag order by count(*) desc, t.tag limit (select w.tags_read from w)
    ), authors as (  -- only public posts count: who wrote about what to fewer people is not ours to tell
        select distinct mine.tag, t.author_id
          from w, mine, lateral (
              select t.post_id, t.author_id from public.post_tags t
               where t.tag = mine.tag and t.post_id >= internal.uuid_at(now() - w.tag_days * interval '1 day')
               order by t.post_id desc limit w.members_read) t
          join public.posts o on o.id = t.post_id and o.audience = 'public' and o.status = 'published'
               and o.deleted_at is null and o.hidden_at is null
          join public.profiles p on p.user_id = t.author_id and not p.is_private and p.visibility = 'everyone'
    ), weighed as (
        select a.author_id as id, a.tag, w.tag / ln(exp(1.0::float8) + count(*) over (partition by a.tag)) as worth
          from w, authors a
    )
    select s.id, sum(s.worth), (array_agg(s.tag order by s.worth desc, s.tag))[1]
      from weighed s
     group by s.id
$$;
comment on function internal.suggested_by_tags(uuid) is
    'Who lately posted to all about what the viewer posts about, unless recommendations may not use the viewer''s activity. The viewer and the followed are among them. topic: the rarest tag that both use.';
