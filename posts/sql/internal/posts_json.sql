-- security definer: joins authors, counts and the viewer's state, which have no policies for members. Which
-- posts may be shown is decided by the caller.
create or replace function internal.posts_json(viewer_in uuid, posts_in uuid[]) returns table (place bigint, post json)
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    -- force_generic_plan: planning anew for each viewer would cost more than running.
    select wanted.place, json_build_object(
        'id', p.id,
        'author', json_build_object('id', a.user_id, 'handle', a.handle, 'display_name', a.display_name,
            'avatar_url', internal.media_url(a.avatar || '/256.webp'),
            'is_verified', a.is_verified, 'is_private', a.is_private),
        'text', p.text, 'audience', p.audience, 'circle', (
            select json_build_object('id', c.id, 'slug', c.slug, 'name', c.name) from public.circles c
             where c.id = p.circle_id and api.can_see_circle(viewer_in, c.id)),
        'reply_policy', p.reply_policy,
        'content_warning', coalesce(p.content_warning,
            case when p.author_id <> viewer_in then internal.word_warning(p.text, words.warned) end), 'language', p.language,
        'media', '[]'::json, 'poll', null, 'quote', null, 'quote_unavailable', false, 'link', null,
        'tags', coalesce((select json_agg(t.tag order by t.place) from public.post_tags t where t.post_id = p.id), '[]'),
        'mentions', '[]'::json,
        'counts', json_build_object('likes', coalesce(c.likes, 0) + waiting.likes, 'comments', coalesce(c.comments, 0),
            'reposts', coalesce(c.reposts, 0), 'quotes', coalesce(c.quotes, 0), 'views', coalesce(c.views, 0)),
        'viewer', case when viewer_in is not null then json_build_object(
            'liked', exists (select from public.likes l where l.post_id = p.id and l.user_id = viewer_in),
            'reposted', false, 'bookmarked', false,
            -- Who reads a public circle from outside answers there as little as they post.
            'can_reply', p.author_id = viewer_in or ((p.circle_id is null or own.circle) and case p.reply_policy
                when 'everyone' then true
                when 'followers' then api.is_following(viewer_in, p.author_id)
                when 'mutuals' then api.are_mutual_followers(viewer_in, p.author_id)
                else false end),
            'can_repost', case p.audience when 'public' then not a.is_private when 'circle' then own.circle else false end,
            'is_author', p.author_id = viewer_in) end,
        'created_at', internal.rfc3339(p.published_at), 'edited_at', internal.rfc3339(p.edited_at),
        'pinned', false, 'status', p.status, 'scheduled_at', null,
        'reposted_by', null, 'sponsored', null, 'why', null)
      from unnest(posts_in) with ordinality wanted (id, place)
      cross join (select internal.muted_words_of(viewer_in, 'warn') as warned offset 0) words  -- once for all posts
      join public.posts p on p.id = wanted.id
      join public.profiles a on a.user_id = p.author_id
      left join public.post_counters c on c.post_id = p.id
      cross join lateral (
          select coalesce(sum(d.delta), 0) as likes from public.counter_deltas d
           where d.subject_id = p.id and d.kind = 'post_likes'
      ) waiting
      cross join lateral (
          select exists (
              select from public.circle_members m where m.circle_id = p.circle_id and m.user_id = viewer_in offset 0) as circle
      ) own
$$;
comment on function internal.posts_json(uuid, uuid[]) is
    'Posts as the API shows them to a viewer (null: a visitor), each with its place in the given order; counts are exact.';
grant execute on function internal.posts_json(uuid, uuid[]) to topin_anon, topin_user, topin_staff;
