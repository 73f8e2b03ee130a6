-- security definer: partitions can be read by their owner only.
create or replace function api.get_backlog() returns json
language sql stable security definer set search_path = ''
as $$
    select json_build_object(
        'events_waiting', (select count(*) from public.events where relayed_at is null),
        'deliveries_waiting', (select count(*) from public.event_deliveries where state = 'waiting'),
        'deliveries_dead', (select count(*) from public.event_deliveries where state = 'dead'),
        'oldest_seconds', coalesce((select extract(epoch from now() - min(created_at)) from public.event_deliveries where state = 'waiting'), 0),
        'slots_waiting', (select count(*) from public.job_slots where done_at is null),
        'default_partition_rows', (select count(*) from only public.events_default) + (select count(*) from only public.user_events_default)
            + (select count(*) from only public.notifications_default) + (select count(*) from only public.post_views_default),
        'connections', (select sum(numbackends) from pg_catalog.pg_stat_database),
        'connections_allowed', current_setting('max_connections')::int
    )
$$;
comment on function api.get_backlog() is
    'How much work waits, how old the oldest is, whether a partition is missing, and how many connections there are and may be.';
grant execute on function api.get_backlog() to topin_worker, topin_staff;
