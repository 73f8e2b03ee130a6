-- security definer: joins authors, counts and the viewer's state, which have no policies for members. Which
-- posts may be shown is decided by the caller.
create or replace function internal.posts_json(
    viewer_in uuid, posts_in uuid[], reposters_in uuid[] default null, depth_in int default 0, whys_in json[] default null
) returns table (place bigint, post json)
language sql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
    -- force_generic_plan: planning anew for each viewer would cost more than running. `offset 0`: looks at a key for
    -- each post, instead of reading all that a member ever liked, reposted or kept.
    select wanted.place, json_build_object(
        'id', p.id,
        'author', internal.summary_json(a),
        'text', p.text, 'audience', p.audience, 'circle', (
            select json_build_object('id', c.id, 'slug', c.slug, 'name', c.name) from public.circles c
             where c.id = p.circle_id and api.can_see_circle(viewer_in, c.id)),
        'reply_policy', p.reply_policy,
        'content_warning', coalesce(p.content_warning,
            case when p.author_id <> viewer_in then coalesce(internal.word_warning(p.text, words.warned),
                case when depth_in > 0 then internal.mute_warning(viewer_in, p.author_id) end) end), 'language', p.language,
        -- Asked once for all posts, and only where one of them has any.
        'media', case when p.has_media then (select internal.media_of_posts(posts_in))[wanted.place] else '[]'::json end,
        'poll', case when p.has_poll then internal.poll_json(viewer_in, p.id) end,
        'quote', quoted.post, 'quote_id', quoted.id,
        'quote_unavailable', p.quote_is_gone or (p.quote_id is not null and quoted.id is null),
        'link', case when p.link_id is not null then internal.link_json(p.link_id) end,
        'tags', p.tags,
        'mentions', case when p.handles = '{}' then '[]' else internal.mentions_json(viewer_in, p.id, null) end,
        'counts', counted.counts,
        'viewer', case when viewer_in is not null then json_build_object(
            'liked', exists (select from public.likes l where l.post_id = p.id and l.user_id = viewer_in offset 0),
            'reposted', exists (select from public.reposts r where r.post_id = p.id and r.user_id = viewer_in offset 0),
            'bookmarked', exists (select from public.bookmarks b where b.post_id = p.id and b.user_id = viewer_in offset 0),
            -- Nearly always everybody may: then the whole rule need not be asked.
            'can_reply', p.author_id = viewer_in
                or (p.status = 'published' and p.circle_id is null and p.reply_policy = 'everyone' and s.comment_policy = 'everyone')
                or internal.can_reply(viewer_in, p.id),
            'can_repost', internal.may_hand_on(p.status, p.audience, a.is_private, exists (
                select from public.circle_members m where m.circle_id = p.circle_id and m.user_id = viewer_in offset 0)),
            'is_author', p.author_id = viewer_in) end,
        'created_at', internal.rfc3339(case p.status when 'published' then p.published_at else p.created_at end),
        'edited_at', internal.rfc3339(p.edited_at),
        'pinned', p.pinned_at is not null, 'status', p.status, 'scheduled_at', internal.rfc3339(p.scheduled_at),
        'reposted_by', (
            select internal.summary_json(r) from public.profiles r where r.user_id = reposters_in[wanted.place]),
        'sponsored', null, 'why', whys_in[wanted.place])
      from unnest(posts_in) with ordinality wanted (id, place)
      cross join (select internal.muted_words_of(viewer_in, 'warn') as warned offset 0) words  -- once for all posts
      join public.posts p on p.id = wanted.id
      join public.profiles a on a.user_id = p.author_id
      join public.user_settings s on s.user_id = p.author_id
      cross join lateral internal.counts_of_post(p.id) counted
      left join lateral (
          select q.id, q.post from internal.quoted(viewer_in, p.quote_id, depth_in) q where p.quote_id is not null offset 0
      ) quoted on true
$$;
comment on function internal.posts_json(uuid, uuid[], uuid[], int, json[]) is
    'Posts as the API shows them to a viewer (null: a visitor), each with its place in the given order, who reposted it and why a feed shows it; counts are exact. depth_in 1: quoted ones, whose own quote is only named.';
grant execute on function internal.posts_json(uuid, uuid[], uuid[], int, json[]) to topin_anon, topin_user, topin_staff;
