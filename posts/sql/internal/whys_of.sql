-- security definer: asks about follows, likes and reposts of others, and tells what the member may know.
create or replace function internal.whys_of(viewer_in uuid, posts_in uuid[], codes_in text[], abouts_in text[])
returns table (place bigint, why json, reposter_id uuid)
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    -- What was so when the feed was made need not be so now: then a post is there to be discovered.
    select w.place, json_build_object('code', case when said.text is null then 'fresh' else w.code end,
                                      'text', coalesce(said.text, 'Something new to discover')),
           case when w.code = 'followed' and person.name is not null then w.about::uuid end
      from unnest(posts_in, codes_in, abouts_in) with ordinality w (post_id, code, about, place)
      cross join (select internal.followed_topics_of(viewer_in) as topics,
                         array(select t.topic from public.topic_trends t
                                where t.topic = any (abouts_in)
                                  and not exists (select from public.hidden_topics h where h.topic = t.topic)) as trends,
                         array(select internal.hidden_from(viewer_in) union all select internal.muted_by(viewer_in)) as hidden
                  offset 0) mine
      left join lateral (
          select a.display_name as name, w.about is null as is_author
            from public.posts p join public.profiles a on a.user_id = coalesce(w.about::uuid, p.author_id)
           where w.code in ('followed', 'liked_by_followed') and p.id = w.post_id and not a.is_hidden
             and a.user_id <> all (mine.hidden)
             and exists (select from public.followers f where f.follower_id = viewer_in and f.followed_id = a.user_id offset 0)
             and case when w.code = 'liked_by_followed' then
                          exists (select from public.likes l where l.post_id = w.post_id and l.user_id = a.user_id offset 0)
                          and not exists (select from public.user_settings s
                                           where s.user_id in (a.user_id, p.author_id) and not s.show_likes offset 0)
                      else w.about is null or exists (
                          select from public.reposts r where r.post_id = w.post_id and r.user_id = a.user_id offset 0) end
          offset 0) person on true
      left join lateral (
          select c.name from public.circles c
           where w.code = 'circle' and c.id = w.about::uuid and c.closed_at is null
             and exists (select from public.circle_members m where m.circle_id = c.id and m.user_id = viewer_in offset 0)
          offset 0) circle on true
      cross join lateral (
          select case w.code
              when 'followed' then case when person.is_author then 'You follow ' || person.name
                                        else person.name || ', whom you follow, reposted this' end
              when 'liked_by_followed' then 'Liked by ' || person.name || ', whom you follow'
              when 'circle' then 'From your circle ' || circle.name
              when 'similar' then 'Similar to what you liked lately'
              when 'topic' then 'About #' || w.about
                   || case when w.about = any (mine.topics) then ', which you follow' else ', which you like to read about' end
              when 'trending' then case when w.about is null then 'Many people react to this now'
                                        when w.about = any (mine.trends) then 'About #' || w.about || ', which is trending' end
              when 'seen_before' then 'You may have seen this before' end as text) said
$$;
comment on function internal.whys_of(uuid, uuid[], text[], text[]) is
    'Why posts stand in a member''s for-you feed as the API says it ({code, text}), as far as it is still so and theirs to know, and who reposted them if that is why; given a code for each, and whom or what it speaks of.';
