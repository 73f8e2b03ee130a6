-- security definer: the tokens by which channels of deliveries are known are the courier's alone.
create or replace function api.get_delivery_backlog() returns json
language sql stable security definer set search_path = ''
as $$
    with waiting as materialized (select * from internal.waiting_by_channel()), kinds as (
        select kind, coalesce(sum(w.waiting), 0) as waiting,
               coalesce(extract(epoch from now() - min(w.oldest)), 0) as oldest_seconds,
               coalesce(extract(epoch from now() - min(w.due) filter (
                   where not internal.is_among(w.channel, (select internal.shut_channels())))), 0) as late_seconds
          from pg_catalog.unnest(array['email', 'webpush', 'fcm', 'apns']) kind
          left join waiting w on pg_catalog.split_part(w.channel, ':', 1) = kind
         group by kind
    )
    select json_build_object(
        'waiting', (select json_object_agg(kind, json_build_object(
            'count', waiting, 'oldest_seconds', oldest_seconds, 'late_seconds', late_seconds)) from kinds),
        'channels', (select json_object_agg(state, (
                        select count(*) from public.push_channels c where internal.push_channel_state(c) = state))
                       from pg_catalog.unnest(array['off', 'stopped', 'paused']) state),
        'failed_today', (select count(*) from public.notification_deliveries
                          where state = 'failed' and ended_at >= pg_catalog.date_trunc('day', now())))
$$;
comment on function api.get_delivery_backlog() is
    'Pushes and mails that wait, by kind of channel: how many, how old the oldest is, and how late one is that could go out; how many channels are shut, and how many deliveries failed today.';
grant execute on function api.get_delivery_backlog() to topin_worker, topin_staff;
