-- security definer: deliveries are written by functions alone; readers of events call this for other members.
create or replace function internal.ring(
    user_in uuid, kind_in text, notification_in uuid, subject_type_in text, subject_in uuid, key_in text
) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    added uuid[];
begin
    -- Whether, when and what is decided when it goes out; what already waits says this too.
    with made as (
        insert into public.notification_deliveries
               (user_id, channel, device_id, lane, kind, notification_id, subject_type, subject_id, group_key, expires_at)
        select user_in, 'push', d.id, internal.channel_of(d.provider, d.token), kind_in, notification_in, subject_type_in, subject_in,
               key_in, now() + internal.wanted_for('push')
          from public.devices d
         where d.user_id = user_in and internal.notification_setting(user_in, kind_in, 'push')
        union all
        select user_in, 'email', null, 'email', kind_in, notification_in, subject_type_in, subject_in, key_in, now() + internal.wanted_for('email')
         where internal.notification_setting(user_in, kind_in, 'email') and not internal.is_mailed_apart(kind_in)
        on conflict do nothing
        returning id
    ) select coalesce(array_agg(id), '{}') into added from made;
    -- One that is under way may have been worded before: it is followed by another (api.end_notification_delivery). All
    -- that wait are written to, so that one that a courier takes in this moment is waited for and then seen. The group
    -- that one was made for may be read or undone: it tells of this one.
    update public.notification_deliveries d
       set next_try_at = case when d.leased_until is null then d.next_try_at else now() end,
           notification_id = notification_in, expires_at = greatest(d.expires_at, now() + internal.wanted_for(d.channel))
     where d.state = 'waiting' and d.group_key = key_in and d.id <> all (added)
       and (d.channel = 'push' and d.device_id = any (array(select v.id from public.devices v where v.user_id = user_in))
            or d.channel = 'email' and d.user_id = user_in);
    if cardinality(added) > 0 and pg_catalog.pg_try_advisory_xact_lock(pg_catalog.hashtextextended('topin_deliveries', 0)) then
        perform pg_catalog.pg_notify('topin_deliveries', '');
    end if;
end $$;
comment on function internal.ring(uuid, text, uuid, text, uuid, text) is
    'Has a member told of something at each of their devices and by mail, as they chose for the kind. Once for all that comes while it waits.';
grant execute on function internal.ring(uuid, text, uuid, text, uuid, text) to topin_worker;
