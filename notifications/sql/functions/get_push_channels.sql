-- security definer: the tokens by which push services are known are the courier's alone.
create or replace function api.get_push_channels(limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    with waiting as materialized (select * from internal.waiting_by_channel()), newest as (
        select d.provider, d.token from public.devices d order by d.last_seen_at desc limit 1000
    ), names as (
        select pg_catalog.unnest(array['email', 'fcm', 'apns', 'webpush']) as name
        union select c.name from public.push_channels c
        union select w.channel from waiting w
        union select internal.channel_of(n.provider, n.token) from newest n
    ), channels as (
        select n.name, internal.push_channel_state(c) as state, coalesce(w.waiting, 0) as waiting,
               coalesce(c.faults, 0) as faults, coalesce(c.stop_reason, '') as reason, internal.rfc3339(c.reached_at) as reached_at,
               internal.rfc3339(case internal.push_channel_state(c) when 'stopped' then c.stopped_at when 'off' then c.changed_at end) as since,
               internal.rfc3339(case internal.push_channel_state(c) when 'paused' then c.paused_until end) as until
          from names n
          left join public.push_channels c on c.name = n.name
          left join waiting w on w.channel = n.name
         order by internal.push_channel_state(c) = 'open', pg_catalog.strpos(n.name, ':'), waiting desc, n.name
         limit limit_in
    )
    select coalesce(json_agg(ch), '[]') from channels ch
$$;
comment on function api.get_push_channels(int) is
    'Channels that are shut, and of those that are open the ones that deliveries and devices of late go by: {name, state, waiting, faults in a row, reason, reached_at, since, until}.';
grant execute on function api.get_push_channels(int) to topin_staff;
