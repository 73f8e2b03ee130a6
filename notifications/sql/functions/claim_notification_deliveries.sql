-- security definer: what may go out is asked for many members, of tables that the courier may not read.
create or replace function api.claim_notification_deliveries(
    limit_in int, lease_in interval, pause_in interval, message_pause_in interval
) returns json
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    due public.notification_deliveries;
    drop_for text;
    later timestamptz;
    claimed uuid[] := '{}';
begin
    for due in
        select d.* from public.notification_deliveries d
         where d.state = 'waiting' and d.next_try_at <= now() and (d.leased_until is null or d.leased_until < now())
           and not internal.is_channel_shut(d)
         order by d.next_try_at limit limit_in for no key update skip locked
    loop
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
               set tries = tries + 1, leased_until = clock_timestamp() + lease_in where id = due.id;
            claimed := claimed || due.id;
        end if;
    end loop;
    return (select coalesce(json_agg(internal.delivery_order(d) order by d.next_try_at), '[]')
              from public.notification_deliveries d where d.id = any (claimed));
end $$;
comment on function api.claim_notification_deliveries(int, interval, interval, interval) is
    'Up to limit_in deliveries that are due, leased to the caller, as orders (internal.delivery_order). What must not go out is dropped on the way, what must wait (quiet hours, a group that rang a pause_in ago, a channel that is shut) waits.';
grant execute on function api.claim_notification_deliveries(int, interval, interval, interval) to topin_worker;
