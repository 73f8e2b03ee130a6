create or replace function internal.compute_suggestions(viewer_in uuid, limit_in int)
returns table (suggested_id uuid, score float8, reason text, via_id uuid, others int, topic text)
language plpgsql stable
as $$
declare
    w record := internal.suggestion_weights();
begin
    return query
    with told as (  -- a row for each candidate and source
        select s.suggested_id as id, s.score as worth, 'followed_by' as why, s.via_id as via, s.others as more, null::text as about
          from internal.suggested_by_friends(viewer_in) s
        union all
        select f.follower_id, w.follower / (1 + extract(epoch from now() - f.created_at)::float8 / 86400 / w.half_days),
               'follows_you', null, 0, null
          from (select * from public.followers f where f.followed_id = viewer_in
                 order by f.created_at desc, f.follower_id desc limit w.follows_read) f
        union all
        select s.suggested_id, s.score, 'same_circle', null, 0, s.topic from internal.suggested_by_circles(viewer_in) s
        union all
        select s.suggested_id, s.score, 'shared_tags', null, 0, s.topic from internal.suggested_by_tags(viewer_in) s
    ), known as materialized (  -- before the shortlist, which they would fill
        select * from told t where t.id not in (select n.id from internal.never_suggested(viewer_in) n (id))
    ), sources as (
        select * from known
        union all
        select s.suggested_id, s.score, 'popular', null, 0, null from internal.suggested_by_popularity(viewer_in) s
         where (select count(distinct k.id) from known k) < w.short_list
    ), summed as (
        select distinct on (s.id) s.*, sum(s.worth) over (partition by s.id) as total from sources s
         order by s.id, s.worth desc, s.why
    ), shortlist as materialized (
        select * from summed s order by s.total desc, s.id desc limit w.shortlist
    )
    select s.id, round((s.total / (1 + ln(greatest(c.followers, w.damped_from)::float8 / w.damped_from)))::numeric, 6)::float8,
           s.why, s.via, s.more, s.about
      from shortlist s
      join internal.suggestable(viewer_in, array(select l.id from shortlist l)) allowed (id) on allowed.id = s.id
      join public.profile_counters c on c.user_id = s.id
     order by 2 desc, 1 desc limit limit_in;
end $$;
comment on function internal.compute_suggestions(uuid, int) is
    'The best suggestions for a member as things are now, each with the reason that weighs most (formula: internal.suggestion_weights).';
