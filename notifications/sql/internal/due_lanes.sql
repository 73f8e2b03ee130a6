create or replace function internal.due_lanes(closed_in text[]) returns setof text
language sql stable
as $$
    -- One name after the other from their index: of what waits behind a channel only the first is looked at.
    with recursive lanes as (
        (select d.lane from public.notification_deliveries d where d.state = 'waiting' order by d.lane limit 1)
        union all
        select (select d.lane from public.notification_deliveries d
                 where d.state = 'waiting' and d.lane > l.lane order by d.lane limit 1)
          from lanes l where l.lane is not null
    )
    select l.lane
      from lanes l
     cross join lateral (select d.next_try_at as at from public.notification_deliveries d
                          where d.state = 'waiting' and d.lane = l.lane order by d.next_try_at limit 1) head
     where not internal.is_among(l.lane, closed_in) and head.at <= now()
     order by head.at
$$;
comment on function internal.due_lanes(text[]) is
    'The channels that deliveries are due for, but for those that are closed: the one where the first is due for longest comes first.';
grant execute on function internal.due_lanes(text[]) to topin_worker;
