-- security definer: partitions are tables, and tables belong to the owner.
create or replace function api.roll_partitions(now_in timestamptz default now()) returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
    plan record;
    first_day timestamptz;
    part text;
    made int := 0;
begin
    for plan in
        select 'events' as parent, 'week' as unit, interval '7 days' as step, 4 as ahead
        union all select 'user_events', 'week', interval '7 days', 4
        union all select 'notifications', 'month', interval '1 month', 3
        union all select 'post_views', 'month', interval '1 month', 3
    loop
        for i in 0..plan.ahead loop
            first_day := date_trunc(plan.unit, now_in, 'UTC') + i * plan.step;
            part := format('%s_%s', plan.parent, to_char(first_day at time zone 'UTC', 'YYYYMMDD'));
            continue when to_regclass('public.' || part) is not null;
            perform internal.add_partition(plan.parent, part,
                internal.uuid_at(first_day), internal.uuid_at(first_day + plan.step));
            made := made + 1;
        end loop;
    end loop;
    return made;
end $$;
comment on function api.roll_partitions(timestamptz) is 'Makes the partitions of the coming weeks and months; returns how many.';
grant execute on function api.roll_partitions(timestamptz) to topin_worker;
