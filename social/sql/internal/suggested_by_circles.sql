create or replace function internal.suggested_by_circles(viewer_in uuid)
returns table (suggested_id uuid, score float8, topic text)
language sql stable
as $$
    with w as materialized (select * from internal.suggestion_weights()
    ), shared as (
        select other.user_id as id, mine.circle_id, w.circle / ln(exp(1.0::float8) + c.members_count) as worth
          from w, lateral (
              select m.circle_id from public.circle_members m where m.user_id = viewer_in
               order by m.joined_at desc, m.circle_id desc limit w.circles_read) mine
          join public.circles c on c.id = mine.circle_id and c.closed_at is null, lateral (
              select m.user_id from public.circle_members m where m.circle_id = mine.circle_id
               order by m.joined_at desc, m.user_id desc limit w.members_read) other
    )
    select s.id, sum(s.worth), (array_agg(s.circle_id order by s.worth desc, s.circle_id))[1]::text
      from shared s
     group by s.id
$$;
comment on function internal.suggested_by_circles(uuid) is
    'Who is in circles of a member: small circles count more than big ones. The viewer and the followed are among them. topic: the smallest circle that both are in.';
