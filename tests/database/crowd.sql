-- A crowd, so large that a scan of any table that grows is seen in a plan: 12,000 members, 40,000 posts. Member 1
-- follows thousands, member 2 follows forty and keeps much, member 3 wrote much, member 0 is followed by all. One post
-- has thousands of likes and comments, one tag and one circle hold thousands of posts.
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
union select pg_temp.member(2), pg_temp.member(n * 100) from generate_series(1, 40) n
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
insert into post_counters (post_id, likes) select id, 3 from posts;
insert into post_tags (post_id, tag, author_id, place, published_at)
select id, case when n % 3 > 0 then 'tea' else 'word' || n % 700 end, author_id, 0, published_at
  from (select p.*, row_number() over (order by id) as n from posts p) numbered;
insert into reposts (user_id, post_id, created_at)
select pg_temp.member(n % 12000), pg_temp.post(n * 17 % 40000), now() - n * interval '5 seconds' from generate_series(0, 23999) n
union select pg_temp.member(3), pg_temp.post(n * 3), now() - n * interval '7 seconds' from generate_series(0, 11999) n
on conflict do nothing;
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

set session_replication_role = default;
vacuum (analyze);
