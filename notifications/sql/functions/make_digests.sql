-- security definer: deliveries are written by functions alone.
create or replace function api.make_digests(now_in timestamptz, limit_in int) returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
    due record;
    taken int := 0;
begin
    for due in
        select d.user_id, d.told_until, slot.day
          from public.digest_states d cross join lateral internal.digest_slot(d.user_id, now_in) slot
         where d.told_until < slot.at and slot.at <= now_in and (d.told_on is null or d.told_on < slot.day)
         limit limit_in for no key update of d skip locked
    loop
        taken := taken + 1;
        update public.digest_states set told_until = now_in, told_on = due.day where user_id = due.user_id;
        if exists (select from internal.digest_notifications(due.user_id, due.told_until, now_in)) then
            -- The key says from when on it tells, created_at until when.
            insert into public.notification_deliveries (user_id, channel, kind, group_key, created_at, expires_at)
            values (due.user_id, 'email', 'digest', 'digest:' || internal.rfc3339(due.told_until), now_in, now() + interval '72 hours')
            on conflict do nothing;
        end if;
    end loop;
    return taken;
end $$;
comment on function api.make_digests(timestamptz, int) is
    'Has up to limit_in members whose hour of the digest has come mailed what they did not read since the last one, each once a day, and nobody of nothing. Returns how many came up; fewer than limit_in when none is left.';
grant execute on function api.make_digests(timestamptz, int) to topin_worker;
