create or replace function internal.quiet_until(user_in uuid, at_in timestamptz) returns timestamptz
language sql stable
as $$
    -- In the member's own clock: the end is the next time that it shows that hour, also where it is set forth or back.
    select case when inside then ends at time zone zone end
      from (
        select zone, local, starts, until_,
               case when starts < until_ then local::time >= starts and local::time < until_
                    when starts > until_ then local::time >= starts or local::time < until_
                    else false end as inside,
               local::date + until_ + case when local::time >= until_ then interval '1 day' else interval '0' end as ends
          from (
            select q ->> 'time_zone' as zone, (q ->> 'start')::time as starts, (q ->> 'end')::time as until_,
                   at_in at time zone (q ->> 'time_zone') as local
              from (select internal.merge_deep(internal.notification_defaults(), s.notifications) -> 'quiet_hours' as q
                      from public.user_settings s where s.user_id = user_in) chosen
             where (q ->> 'enabled')::boolean
          ) clock
      ) asked
$$;
comment on function internal.quiet_until(uuid, timestamptz) is
    'When the quiet hours end in which a moment lies for a member; null when it lies in none.';
grant execute on function internal.quiet_until(uuid, timestamptz) to topin_worker;
