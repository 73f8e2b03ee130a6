-- security definer: what may go out is asked for many members, of tables that the courier may not read.
create or replace function api.claim_notification_deliveries(
    limit_in int, channel_limit_in int, full_in text[], lease_in interval, pause_in interval, message_pause_in interval
) returns json
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    found_one record;
    due public.notification_deliveries;
    drop_for text;
    later timestamptz;
    claimed uuid[] := '{}';
    channels text[] := '{}';
    lease_ends timestamptz := clock_timestamp() + lease_in;
    closed text[] := full_in || internal.shut_channels();
begin
    for found_one in
        select d as delivery, way.channel
          from public.notification_deliveries d
          left join public.devices v on v.id = d.device_id,
       lateral (select coalesce(internal.channel_of(d.channel, v.provider, v.token), '') as channel) way
         where d.state = 'waiting' and d.next_try_at <= now() and (d.leased_until is null or d.leased_until < now())
           and not internal.is_among(way.channel, closed)
         -- Many at the head may be dropped or put off: they are not to keep the others for another round.
         order by d.next_try_at limit 20 * limit_in for no key update of d skip locked
    loop
        due := found_one.delivery;
        continue when pg_catalog.cardinality(pg_catalog.array_positions(channels, found_one.channel)) >= channel_limit_in;
        drop_for := internal.drop_reason(due);
        later := greatest(internal.quiet_until(due.user_id, now()),
                          internal.paused_until(due, pause_in, message_pause_in), now());
        if drop_for is not null then
            update public.notification_deliveries
               set state = 'dropped', reason = drop_for, ended_at = now(), leased_until = null where id = due.id;
        elsif later > now() then
            update public.notification_deliveries set next_try_at = later, leased_until = null where id = due.id;
        else
            update public.notification_deliveries
               set tries = tries + 1, leased_until = lease_ends, next_try_at = lease_ends where id = due.id;
            claimed := claimed || due.id;
            channels := channels || found_one.channel;
            exit when cardinality(claimed) = limit_in;
        end if;
    end loop;
    return (select coalesce(json_agg(internal.delivery_order(d) order by array_position(claimed, d.id)), '[]')
              from public.notification_deliveries d where d.id = any (claimed));
end $$;
comment on function api.claim_notification_deliveries(int, int, text[], interval, interval, interval) is
    'Up to limit_in deliveries that are due, at most channel_limit_in of one channel and none of those that are full, leased to the caller, as orders (internal.delivery_order). What must not go out is dropped on the way, what must wait (quiet hours, a group that rang a pause_in ago, a channel that is shut) waits.';
grant execute on function api.claim_notification_deliveries(int, int, text[], interval, interval, interval) to topin_worker;
