create or replace function internal.paused_until(delivery_in public.notification_deliveries, pause_in interval, message_pause_in interval) returns timestamptz
language sql stable
as $$
    -- The more often a group rang within a day, the longer it keeps still: 1, 4, 16 … pauses.
    select case when rang.often > 0 then rang.last + case
                when delivery_in.kind = 'message' and delivery_in.channel = 'push' then message_pause_in  -- mails come seldom
                else least(pause_in * (4 ^ (rang.often - 1)), interval '24 hours') end end
      from (select count(*) as often, max(d.ended_at) as last
              from public.notification_deliveries d
             where d.device_id is not distinct from delivery_in.device_id and d.user_id = delivery_in.user_id
               and d.channel = delivery_in.channel and d.group_key = delivery_in.group_key and d.state = 'sent'
               and d.created_at > now() - interval '24 hours') rang
$$;
comment on function internal.paused_until(notification_deliveries, interval, interval) is
    'Until when a group keeps still at a device (or by mail) after it rang there; null when it did not within a day.';
grant execute on function internal.paused_until(notification_deliveries, interval, interval) to topin_worker;
