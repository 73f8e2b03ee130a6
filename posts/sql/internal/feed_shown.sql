create or replace function internal.feed_shown(viewer_in uuid, posts_in uuid[]) returns uuid[]
language sql stable set plan_cache_mode = force_generic_plan
as $$
    -- force_generic_plan: planning anew for each viewer would cost more than running.
    select array(
        select seen.id
          from unnest(internal.without_muted_topics(viewer_in, internal.shown_in_feeds(viewer_in, posts_in)))
               with ordinality seen (id, place)
          join public.posts p on p.id = seen.id
         where p.author_id <> viewer_in and p.status = 'published'
           and not exists (select from public.feed_feedback b
                            where b.user_id = viewer_in and b.post_id = seen.id and b.kind = 'less' offset 0)
         order by seen.place)
$$;
comment on function internal.feed_shown(uuid, uuid[]) is
    'Those of some posts that a for-you feed may show the member: visible, by others, and without anybody, any word or topic that they muted, or any post they want less of.';
