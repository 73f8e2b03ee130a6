-- A crowd, so large that a scan of any table that grows is seen in a plan: 12,000 members, 40,000 posts. Member 1
-- follows thousands, member 2 follows forty and keeps much, member 3 wrote much, member 0 is followed by all. One post
-- has thousands of likes and comments, one tag and one circle hold thousands of posts. Home feeds are written ahead for
-- all but the first four; those of 4, 5 and 6, who follow forty, are as build_timeline makes them (see the test).
set session_replication_role = replica;

create function pg_temp.member(n bigint) returns uuid language sql immutable
as $$ select ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
create function pg_temp.post(n bigint) returns uuid language sql immutable
as $$ select ('01910000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;

insert into users (id, email) select pg_temp.member(n), 'm' || n || '@topin.test' from generate_series(0, 11999) n;
insert into profiles (user_id, handle, display_name, is_private)
select pg_temp.member(n), 'member_' || n, 'Member', n % 20 = 7 from generate_series(0, 11999) n;
insert into profile_details (user_id) select user_id from profiles;
insert into profile_counters (user_id) select user_id from profiles;
insert into user_settings (user_id) select user_id from profiles;

insert into followers (follower_id, followed_id)
select distinct pg_temp.member(n), pg_temp.member((n * 7 + k * k * 31 + 1) % 12000)
  from generate_series(0, 11999) n, generate_series(1, 5) k where (n * 7 + k * k * 31 + 1) % 12000 <> n
on conflict do nothing;
insert into followers (follower_id, followed_id)
select pg_temp.member(n), pg_temp.member(0) from generate_series(1, 11999) n
union select pg_temp.member(1), pg_temp.member(n) from generate_series(4, 3500) n
union select pg_temp.member(k), pg_temp.member(n * 100) from generate_series(1, 40) n, unnest(array[2, 4, 5, 6]) k
on conflict do nothing;
insert into blocked_users (blocker_id, blocked_id)
select pg_temp.member(n), pg_temp.member(n * 11 % 12000) from generate_series(2, 11999) n where n * 11 % 12000 not in (0, n);
insert into mutes (muter_id, muted_id)
select pg_temp.member(n), pg_temp.member(n * 13 % 12000) from generate_series(2, 11999) n where n * 13 % 12000 <> n;

insert into circles (id, slug, name, visibility)
select pg_temp.member(n), 'circle-' || n, 'Circle', case when n % 3 = 0 then 'public' else 'private' end
  from generate_series(0, 11999) n;
insert into circle_members (circle_id, user_id)
select pg_temp.member(n / 5), pg_temp.member(n % 12000) from generate_series(0, 35999) n
union select pg_temp.member(0), pg_temp.member(n) from generate_series(0, 11999) n;

-- The first 5,000 are by all, the next by member 3, the next in circle 0.
insert into posts (id, author_id, text, audience, circle_id, tags, published_at)
select pg_temp.post(n), pg_temp.member(case when n between 5000 and 16999 then 3 else n % 12000 end), 'Nothing new #tea',
       case when n between 17000 and 28999 then 'circle' when n % 10 = 0 then 'followers' when n % 10 = 5 then 'private' else 'public' end,
       case when n between 17000 and 28999 then pg_temp.member(0) end, '{tea}', now() - n * interval '5 seconds'
  from generate_series(0, 39999) n;
-- A third of the posts has two pictures, but few of member 3.
update posts set has_media = true where id in (
    select pg_temp.post(n) from generate_series(0, 39999, 3) n where n % 600 = 0 or n not between 5000 and 16999);
insert into media_contents (id, sha256, size, kind, state, folder, variants)
select pg_temp.post(n), n, 1, 'image', 'ready', 'f' || n, '[{"name": "320", "file": "320.webp", "width": 320, "height": 200, "content_type": "image/webp"}]'
  from generate_series(0, 39999) n;
insert into post_media (user_id, purpose, filename, content_type, size, sha256, state, original, content_id, post_id, place)
select p.author_id, 'post', 'x', 'image/png', 1, 'x', 'ready', 'x', p.id, p.id, place
  from posts p cross join generate_series(0, 1) place where p.has_media;
insert into post_counters (post_id, likes) select id, 3 from posts;
insert into post_tags (post_id, tag, author_id, place, published_at)
select id, case when n % 3 > 0 then 'tea' else 'word' || n % 700 end, author_id, 0, published_at
  from (select p.*, row_number() over (order by id) as n from posts p) numbered;
insert into reposts (user_id, post_id, created_at)
select pg_temp.member(n % 12000), pg_temp.post(n * 17 % 40000), now() - n * interval '5 seconds' from generate_series(0, 23999) n
union select pg_temp.member(3), pg_temp.post(n * 3), now() - n * interval '7 seconds' from generate_series(0, 11999) n
on conflict do nothing;
insert into timeline_states (user_id, built_at) select pg_temp.member(n), now() from generate_series(4, 11999) n;
insert into timelines (user_id, at, post_id)
select pg_temp.member(n), now() - k * interval '5 seconds', pg_temp.post(k) from generate_series(7, 11999) n, generate_series(1, 16) k;  -- of 16 partitions
insert into fanouts (post_id, by_id, at)
select pg_temp.post(n), pg_temp.member(n), now() - n * interval '5 seconds' from generate_series(0, 399) n;
insert into wide_authors (user_id) select pg_temp.member(n) from generate_series(0, 11900, 100) n;
insert into comments (id, post_id, depth, author_id, text)
select pg_temp.member(100000 + n), pg_temp.post(case when n < 12000 then 1 else n % 40000 end), 1,
       pg_temp.member(case when n % 2 = 0 then 3 else n % 12000 end), 'Well said'
  from generate_series(0, 29999) n;
insert into likes (user_id, post_id)
select pg_temp.member(n), pg_temp.post(1) from generate_series(0, 11999) n
union select pg_temp.member(n % 12000), pg_temp.post(n) from generate_series(2, 39999) n;
insert into bookmarks (user_id, post_id)
select pg_temp.member(2), pg_temp.post(n) from generate_series(0, 11999) n
union select pg_temp.member(n), pg_temp.post(n) from generate_series(3, 11999) n;
insert into notifications (id, kind, subject_type, subject_id, group_key, user_id)
select pg_temp.member(200000 + n), 'follow', 'user', pg_temp.member(n % 12000), n::text, pg_temp.member(case when n < 12000 then 2 else n % 12000 end)
  from generate_series(0, 23999) n;
insert into notification_actors (notification_id, actor_id)
select pg_temp.member(200000 + n), pg_temp.member((n + 5) % 12000) from generate_series(0, 23999) n;
insert into counter_deltas (kind, subject_id, delta)
select 'post_likes', pg_temp.post(n), 1 from generate_series(0, 19999) n;

-- What the newest posts are about, and what three members like to read; the index is quicker made at the end.
drop index post_features_nearest;
insert into post_features (post_id, author_id, published_at, topics, embedding, model)
select p.id, p.author_id, p.published_at, p.tags, (select array_agg(sin(p.n * k)) from generate_series(1, 256) k)::real[]::halfvec, 'crowd'
  from (select q.*, row_number() over (order by q.id) as n from posts q order by q.id limit 14000) p;
create index post_features_nearest on post_features using hnsw (embedding halfvec_cosine_ops);
insert into interest_vectors (user_id, embedding, model, weight)
select pg_temp.member(n), (select array_agg(sin(n * k)) from generate_series(1, 256) k)::real[]::halfvec, 'crowd', 5 from generate_series(1, 11999) n;
insert into interest_topics (user_id, topic, weight)
select pg_temp.member(n), topic, 2 from generate_series(1, 11999) n, unnest(array['tea', 'word3']) topic;
insert into topic_trends (topic, velocity, posts, people, ranked_at) values ('tea', 5, 100, 100, now());
insert into feed_seen (user_id, post_id)
select pg_temp.member(n), pg_temp.post(k) from generate_series(1, 11999) n, generate_series(0, 15) k
union select pg_temp.member(2), pg_temp.post(k * 5) from generate_series(1, 1000) k;
insert into feed_feedback (user_id, post_id, kind)
select pg_temp.member(n), pg_temp.post(n), 'less' from generate_series(1, 11999) n;
insert into feed_cache (user_id, place, post_id, score, why)
select pg_temp.member(n), k, pg_temp.post(k), 1, 'fresh' from generate_series(7, 11999) n, generate_series(1, 2) k;

-- All posts have two words, one in 700 another one.
insert into post_words (post_id, published_at, words)
select p.id, p.published_at, internal.post_vector('''new'':1 ''tea'':2 ''word' || p.n % 700 || ''':3', p.author_id, p.published_at)
  from (select q.*, row_number() over (order by q.id) as n from posts q) p;

-- Member 2 talks with 2,000 members, in a fifth of that with something unread: with member 4 for 100,000 messages, all
-- kept. The rest talk in pairs: in a fifth of that everything is kept and was never read, in a fifth it ends this week.
create table pg_temp.talks as
select c.n, api.generate_conversation_id(c.a, c.b) as id, c.a, c.b, length,
       case when c.n between 4 and 2003 and c.n % 5 = 4 then length - least(length / 3, 1000) when c.n % 5 = 1 and c.n > 3000 then 0 else length end as read
  from (select n, pg_temp.member(2) as a, pg_temp.member(n) as b, case n when 4 then 100000 else 10 end as length from generate_series(4, 2003) n
        union all
        select n + 3000, pg_temp.member(n), pg_temp.member(n + 6000), 10 from generate_series(4, 5999) n) c;
insert into conversations (id, expiry, last_seq, last_at) select id, 'keep', length, now() from pg_temp.talks;
insert into conversation_keys (conversation_id, id, master, wrapped) select id, id, 'm', 'w' from pg_temp.talks;
insert into conversation_participants (conversation_id, user_id, peer_id, state, read_seq, delivered_seq, has_unread, updated_at)
select id, a, b, 'active', read, read, read < length, now() - n * interval '1 minute' from pg_temp.talks
union all
select id, b, a, 'active', read, read, read < length, now() - n * interval '1 minute' from pg_temp.talks;
insert into messages (id, conversation_id, seq, sender_id, sealed, expiry, created_at, delivered_at, read_at, expires_at)
select ('01920000-0000-7000-8000-' || lpad(to_hex(n * 1000000::bigint + seq), 12, '0'))::uuid, id, seq, case when seq % 2 = 0 then a else b end,
       'text', case when n % 5 = 2 and n > 3000 then '7d' else 'keep' end, now() - interval '100 days' + seq * interval '1 second',
       case when seq <= read then now() end, case when seq <= read then now() end,
       case when n % 5 = 2 and n > 3000 then now() + (n % 168 - 2) * interval '1 hour' end
  from pg_temp.talks cross join lateral generate_series(1, length) seq;

set session_replication_role = default;
vacuum (analyze);
