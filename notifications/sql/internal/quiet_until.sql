create or replace function internal.quiet_until(user_in uuid, at_in timestamptz) returns timestamptz
language sql stable
as $$
    -- In the member's own clock: the end is the next time that it shows that hour, also where it is set forth or back.
    -- Materialized, or PostgreSQL writes each name out as the whole merge and plans that anew for every call.
    with chosen as materialized (
        select internal.merge_deep(internal.notification_defaults() -> 'quiet_hours',
                                   coalesce(s.notifications -> 'quiet_hours', '{}')) as q
          from public.user_settings s where s.user_id = user_in
    ), clock as materialized (
        select q ->> 'time_zone' as zone, (q ->> 'start')::time as starts, (q ->> 'end')::time as until_,
               at_in at time zone (q ->> 'time_zone') as local
          from chosen where (q ->> 'enabled')::boolean
    )
    select (local::date + until_ + case when local::time >= until_ then interval '1 day' else interval '0' end)
           at time zone zone
      from clock
     where case when starts < until_ then local::time >= starts and local::time < until_
                when starts > until_ then local::time >= starts or local::time < until_
                else false end
$$;
comment on function internal.quiet_until(uuid, timestamptz) is
    'When the quiet hours end in which a moment lies for a member; null when it lies in none.';
grant execute on function internal.quiet_until(uuid, timestamptz) to topin_worker;
