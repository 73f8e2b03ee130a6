create or replace function internal.suggested_by_friends(viewer_in uuid)
returns table (suggested_id uuid, score float8, via_id uuid, others int)
language sql stable
as $$
    with w as materialized (select * from internal.suggestion_weights()
    ), near as materialized (  -- those in between: whose lists the viewer may read, and who were not muted
        select n.id, case when n.is_mutual then w.mutual else 1 end as weight
          from w, lateral (
              select f.followed_id as id, exists (select from public.followers b where b.follower_id = f.followed_id
                                                     and b.followed_id = viewer_in) as is_mutual
                from public.followers f where f.follower_id = viewer_in
               order by f.created_at desc, f.followed_id desc limit w.follows_read) n
          join public.profiles p on p.user_id = n.id
         where not p.is_hidden and (p.visibility in ('everyone', 'followers') or p.visibility = 'mutuals' and n.is_mutual)
           and n.id not in (select m.muted_id from public.mutes m where m.muter_id = viewer_in)
    ), ties as materialized (
        select n.id as via, e.followed_id as suggested,
               w.friend * n.weight / (1 + extract(epoch from now() - e.created_at)::float8 / 86400 / w.half_days) as worth
          from w, near n, lateral (
              select f.followed_id, f.created_at from public.followers f where f.follower_id = n.id
               order by f.created_at desc, f.followed_id desc limit w.fan_read) e
    ), best as materialized (
        select t.suggested, sum(t.worth) as worth, count(*)::int as people from ties t
         where t.suggested not in (select n.id from internal.never_suggested(viewer_in) n (id))
         group by t.suggested order by worth desc, t.suggested desc limit (select w.shortlist from w)
    )
    select distinct on (b.suggested) b.suggested, b.worth, t.via, b.people - 1
      from best b join ties t on t.suggested = b.suggested
     order by b.suggested, t.worth desc, t.via
$$;
comment on function internal.suggested_by_friends(uuid) is
    'Who is followed by those whom a member follows: the sum of what each tie is worth, the strongest tie and how many others there are.';
