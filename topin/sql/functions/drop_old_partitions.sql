-- security definer: partitions are tables, and tables belong to the owner.
create or replace function api.drop_old_partitions(parent_in text, before_in timestamptz) returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
    part regclass;
    dropped int := 0;
begin
    if parent_in not in ('events', 'user_events', 'notifications', 'post_views') then
        perform internal.refuse('TP400', 'This table has no partitions that may go.');
    end if;
    for part in
        select i.inhrelid::regclass from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhrelid
         where i.inhparent = ('public.' || parent_in)::regclass
           and (pg_catalog.regexp_match(pg_catalog.pg_get_expr(c.relpartbound, c.oid), 'TO \(''([0-9a-f-]+)''\)'))[1]::uuid
               <= internal.uuid_at(before_in)
    loop
        execute format('drop table %s', part);
        dropped := dropped + 1;
    end loop;
    return dropped;
end $$;
comment on function api.drop_old_partitions(text, timestamptz) is
    'Drops partitions that end before a moment; returns how many. The default partition stays.';
grant execute on function api.drop_old_partitions(text, timestamptz) to topin_worker;
