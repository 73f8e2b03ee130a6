-- security definer: deliveries are written by functions alone.
create or replace function api.make_digests(now_in timestamptz, limit_in int) returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
    looked public.digest_states;
    slot record;
    is_due boolean;
    taken int := 0;
begin
    for looked in
        select * from public.digest_states d
         where d.next_at <= now_in order by d.next_at limit limit_in for no key update skip locked
    loop
        taken := taken + 1;
        select * into slot from internal.digest_slot(looked.user_id, now_in);
        if slot.day is null then  -- switched off; the reader of that event comes later
            update public.digest_states set next_at = now_in + interval '1 day' where user_id = looked.user_id;
            continue;
        end if;
        is_due := slot.at <= now_in and looked.told_until < slot.at and coalesce(looked.told_on < slot.day, true);
        update public.digest_states
           set told_until = case when is_due then now_in else told_until end,
               told_on = case when is_due then slot.day else told_on end,
               next_at = case when slot.at > now_in then slot.at else slot.next_at end
         where user_id = looked.user_id;
        if is_due and exists (select from internal.digest_notifications(looked.user_id, looked.told_until, now_in)) then
            -- The key says from when on it tells, created_at until when.
            insert into public.notification_deliveries (user_id, channel, lane, kind, group_key, created_at, expires_at)
            values (looked.user_id, 'email', 'email', 'digest', 'digest:' || internal.rfc3339(looked.told_until), now_in,
                    now() + internal.wanted_for('email'))
            on conflict do nothing;
        end if;
    end loop;
    return taken;
end $$;
comment on function api.make_digests(timestamptz, int) is
    'Looks at up to limit_in members who want digests and are to be looked at by now: whose hour has come is mailed what they did not read since the last one, once a day, and nobody of nothing. Returns how many it looked at.';
grant execute on function api.make_digests(timestamptz, int) to topin_worker;
