create or replace function internal.digest_slot(user_in uuid, now_in timestamptz)
returns table (at timestamptz, day date)
language sql stable
as $$
    -- By the member's own clock: eight is eight, whether the day has 23, 24 or 25 hours.
    select (clock.day + time '08:00') at time zone clock.zone, clock.day
      from (select chosen.zone, case chosen.digest when 'weekly' then date_trunc('week', now_in at time zone chosen.zone)
                                else now_in at time zone chosen.zone end::date as day
              from (select s.notifications ->> 'digest' as digest,
                           coalesce(s.notifications #>> '{quiet_hours,time_zone}', 'UTC') as zone
                      from public.user_settings s where s.user_id = user_in) chosen
             where chosen.digest in ('daily', 'weekly')) clock
$$;
comment on function internal.digest_slot(uuid, timestamptz) is
    'When the digest of this day (weekly: of this week, on its Monday) is due, and its day by the member''s calendar; none for those who want no digests.';
grant execute on function internal.digest_slot(uuid, timestamptz) to topin_worker;
