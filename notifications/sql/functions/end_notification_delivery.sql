-- security definer: deliveries are written by functions alone.
create or replace function api.end_notification_delivery(
    delivery_in uuid, try_in int, state_in text, reason_in text, answer_in text, next_try_in interval, tries_in int
) returns text
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    was public.notification_deliveries;
    ended public.notification_deliveries;
    gives_up boolean := state_in = 'waiting' and try_in >= tries_in;
begin
    -- The device first, as whoever forgets one does.
    perform from public.devices where id = (select device_id from public.notification_deliveries where id = delivery_in)
        for no key update;
    select * into was from public.notification_deliveries where id = delivery_in for no key update;
    update public.notification_deliveries
       set state = case when gives_up then 'failed' else state_in end,
           reason = case when gives_up then 'gave_up' else reason_in end, answer = left(answer_in, 500),
           next_try_at = now() + coalesce(next_try_in, interval '0'), leased_until = null,
           ended_at = case when gives_up or state_in <> 'waiting' then now() end
     where id = delivery_in and tries = try_in and state = 'waiting'
    returning * into ended;
    if not found then
        return 'lost';
    end if;
    if ended.state = 'sent' then
        update public.devices set reached_at = now(), failures = 0 where id = ended.device_id;
        perform internal.note_channel_works(ended.lane);
    elsif ended.device_id is not null and state_in in ('waiting', 'failed') then
        update public.devices set failures = least(failures + 1, 1000) where id = ended.device_id;
    end if;
    if ended.state <> 'waiting' and was.next_try_at < was.leased_until then
        -- More of its group came while it was under way (internal.ring).
        insert into public.notification_deliveries
               (user_id, channel, device_id, lane, kind, notification_id, subject_type, subject_id, group_key, expires_at)
        values (was.user_id, was.channel, was.device_id, was.lane, was.kind, was.notification_id, was.subject_type,
                was.subject_id, was.group_key, now() + internal.wanted_for(was.channel))
        on conflict do nothing;
    end if;
    return ended.state;
end $$;
comment on function api.end_notification_delivery(uuid, int, text, text, text, interval, int) is
    'What became of the try_in-th try of a delivery: sent, dropped, failed, or waiting for another try in a while (after tries_in it has failed). One that was sent says that its channel works. Returns the state; lost when another courier has it by now.';
grant execute on function api.end_notification_delivery(uuid, int, text, text, text, interval, int) to topin_worker;
