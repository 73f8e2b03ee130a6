-- security definer: deliveries are written by functions alone.
create or replace function api.put_back_notification_delivery(delivery_in uuid, try_in int, answer_in text, next_try_in interval) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
begin
    update public.notification_deliveries
       set tries = tries - 1, answer = left(answer_in, 500), next_try_at = now() + next_try_in, leased_until = null
     where id = delivery_in and tries = try_in and state = 'waiting';
    return found;
end $$;
comment on function api.put_back_notification_delivery(uuid, int, text, interval) is
    'Gives a claimed delivery back without a try spent: not it was at fault, but its channel.';
grant execute on function api.put_back_notification_delivery(uuid, int, text, interval) to topin_worker;
