create or replace function internal.digest_slot(user_in uuid, now_in timestamptz)
returns table (day date, at timestamptz, next_at timestamptz)
language sql stable
as $$
    -- By the member's own clock: eight is eight, whether the day has 23, 24 or 25 hours.
    select clock.day, (clock.day + time '08:00') at time zone clock.zone,
           (clock.day + clock.step + time '08:00') at time zone clock.zone
      from (select chosen.zone, chosen.step,
                   case chosen.step when 7 then date_trunc('week', now_in at time zone chosen.zone)
                                    else now_in at time zone chosen.zone end::date as day
              from (select case s.notifications ->> 'digest' when 'weekly' then 7 else 1 end as step,
                           coalesce(s.notifications #>> '{quiet_hours,time_zone}', 'UTC') as zone
                      from public.user_settings s
                     where s.user_id = user_in and s.notifications ->> 'digest' in ('daily', 'weekly')) chosen) clock
$$;
comment on function internal.digest_slot(uuid, timestamptz) is
    'When the digest of this day (weekly: of this week, on its Monday) is due by the member''s calendar, and the one after it; none for those who want no digests.';
grant execute on function internal.digest_slot(uuid, timestamptz) to topin_worker;
