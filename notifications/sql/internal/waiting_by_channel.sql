create or replace function internal.waiting_by_channel() returns table (channel text, waiting int, oldest timestamptz, due timestamptz)
language sql stable
as $$
    select w.channel, count(*), min(w.created_at), min(w.next_try_at) filter (where w.next_try_at < now())
      from (select internal.channel_of(d.channel, v.provider, v.token) as channel, d.created_at, d.next_try_at
              from public.notification_deliveries d left join public.devices v on v.id = d.device_id
             where d.state = 'waiting') w
     where w.channel is not null  -- else its device is gone, and it is dropped next
     group by w.channel
$$;
comment on function internal.waiting_by_channel() is
    'How many deliveries wait for each channel, since when the oldest does, and since when the first of them is due.';
grant execute on function internal.waiting_by_channel() to topin_worker;
