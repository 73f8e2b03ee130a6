create or replace function internal.waiting_by_channel() returns table (channel text, waiting int, oldest timestamptz, due timestamptz)
language sql stable
as $$
    select d.lane, count(*), min(d.created_at), min(d.next_try_at) filter (where d.next_try_at < now())
      from public.notification_deliveries d where d.state = 'waiting' group by d.lane
$$;
comment on function internal.waiting_by_channel() is
    'How many deliveries wait for each channel, since when the oldest does, and since when the first of them is due.';
grant execute on function internal.waiting_by_channel() to topin_worker;
