create or replace function api.get_console_figures(days_in int) returns json
language sql stable
as $$
    with days as (
        select day, internal.uuid_at(day) as first, internal.uuid_at(day + interval '1 day') as next
          from generate_series(date_trunc('day', now()) - make_interval(days => days_in - 1),
                               date_trunc('day', now()), interval '1 day') day
    ), sizes as ( -- above a hundred thousand rows the planner's estimate is near enough, and costs nothing
        select relname, reltuples from pg_class where relnamespace = 'public'::regnamespace and reltuples > 100000
    )
    select json_build_object(
        'members', coalesce((select reltuples::bigint from sizes where relname = 'users'), (select count(*) from users)),
        'posts', coalesce((select reltuples::bigint from sizes where relname = 'posts'), (select count(*) from posts)),
        'days', (select json_agg(json_build_object('day', to_char(day, 'YYYY-MM-DD'),
                    'sign_ups', (select count(*) from users u where u.id >= first and u.id < next),
                    'posts', (select count(*) from posts p where p.id >= first and p.id < next),
                    'events', (select count(*) from events e where e.id >= first and e.id < next)) order by day)
                   from days),
        'backlog', api.get_backlog(),
        'notifications', api.get_delivery_backlog(),
        'verifications', api.count_pending_verifications(),
        'message_reports', api.count_open_message_reports(),
        'slots_failing', (select count(*) from job_slots where done_at is null and last_error <> ''),
        'dead', coalesce((select json_agg(d) from (
            select id, reader, tries, last_error, created_at from event_deliveries
             where state = 'dead' order by created_at desc limit 5) d), '[]'))
$$;
comment on function api.get_console_figures(int) is
    'The console''s first page: members, posts, the given number of days (UTC), what waits and what failed.';
grant execute on function api.get_console_figures(int) to topin_staff;
