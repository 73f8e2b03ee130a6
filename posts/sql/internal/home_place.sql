create or replace function internal.home_place(
    viewer_in uuid, post_in uuid, published_in timestamptz, as_of_in timestamptz, out at timestamptz, out by_id uuid
)
language sql stable
as $$
    with sources as materialized (
        select published_in as at, null::uuid as by_id where published_in <= as_of_in
        union all
        select r.at, r.by_id from internal.home_reposts(viewer_in, post_in, as_of_in) r
    )
    select
        -- Whatever comes within 7 days of another only says who reposted it last; later it comes up again.
        (select max(s.at) from (select s.at, lag(s.at) over (order by s.at) as before from sources s) s
          where s.before is null or s.at - s.before > interval '7 days'),
        (select s.by_id from sources s where s.by_id is not null order by s.at desc, s.by_id desc limit 1)
$$;
comment on function internal.home_place(uuid, uuid, timestamptz, timestamptz) is
    'Where a reposted post stands in a member''s home feed as of a moment, and who reposted it last. published_in: when it came by itself, null where it would not have. No place: null.';
