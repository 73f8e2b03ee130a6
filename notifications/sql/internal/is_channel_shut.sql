create or replace function internal.is_channel_shut(delivery_in public.notification_deliveries) returns boolean
language sql stable
as $$
    select exists (
        select from public.push_channels c
         where (c.is_off or c.stopped_at is not null or c.paused_until > now())
           and c.name = case delivery_in.channel when 'email' then 'email' else (
               select internal.channel_of('push', d.provider, d.token) from public.devices d where d.id = delivery_in.device_id) end)
$$;
comment on function internal.is_channel_shut(notification_deliveries) is
    'Whether the provider of a delivery is switched off, stopped for a fault of ours, or left alone for a moment.';
grant execute on function internal.is_channel_shut(notification_deliveries) to topin_worker;
