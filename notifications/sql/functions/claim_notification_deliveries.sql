-- security definer: what may go out is asked for many members, of tables that the courier may not read.
create or replace function api.claim_notification_deliveries(
    limit_in int, channel_limit_in int, full_in text[], lease_in interval, pause_in interval, message_pause_in interval,
    tries_in int
) returns json
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    due_lane text;
    due public.notification_deliveries;
    later timestamptz;
    claimed uuid[] := '{}';
    of_others int;
    lease_ends timestamptz := clock_timestamp() + lease_in;
begin
    for due_lane in select internal.due_lanes(full_in || internal.shut_channels()) loop
        of_others := cardinality(claimed);
        for due in
            select * from public.notification_deliveries
             where lane = due_lane and state = 'waiting' and next_try_at <= now() and (leased_until is null or leased_until < now())
             -- Many at the head may be dropped or put off: they are not to keep the others for another round.
             order by next_try_at limit 20 * limit_in for no key update skip locked
        loop
            continue when internal.drop_if_void(due);
            if due.tries >= tries_in then  -- nobody noted how they ended: couriers may die of it
                update public.notification_deliveries
                   set state = 'failed', reason = 'gave_up', ended_at = now(), leased_until = null where id = due.id;
                continue;
            end if;
            later := greatest(internal.quiet_until(due.user_id, now()),
                              internal.paused_until(due, pause_in, message_pause_in), now());
            if later > now() then
                update public.notification_deliveries set next_try_at = later, leased_until = null where id = due.id;
                continue;
            end if;
            update public.notification_deliveries
               set tries = tries + 1, leased_until = lease_ends, next_try_at = lease_ends where id = due.id;
            claimed := claimed || due.id;
            exit when cardinality(claimed) = limit_in or cardinality(claimed) - of_others = channel_limit_in;
        end loop;
        exit when cardinality(claimed) = limit_in;
    end loop;
    return (select coalesce(json_agg(internal.delivery_order(d) order by array_position(claimed, d.id)), '[]')
              from public.notification_deliveries d where d.id = any (claimed));
end $$;
comment on function api.claim_notification_deliveries(int, int, text[], interval, interval, interval, int) is
    'Up to limit_in deliveries that are due, at most channel_limit_in of one channel and none of those that are full, leased to the caller, as orders (internal.delivery_order). What must not go out is dropped on the way, what must wait (quiet hours, a group that rang a pause_in ago, a channel that is shut) waits, and what was begun tries_in times has failed.';
grant execute on function api.claim_notification_deliveries(int, int, text[], interval, interval, interval, int) to topin_worker;
