-- security definer: deliveries are written by functions alone.
create or replace function api.reconsider_deliveries(user_in uuid) returns void
language sql volatile security definer set search_path = ''
as $$
    -- Not what a provider asked us to wait for.
    update public.notification_deliveries set next_try_at = now()
     where user_id = user_in and state = 'waiting' and leased_until is null and tries = 0 and next_try_at > now()
$$;
comment on function api.reconsider_deliveries(uuid) is
    'A member changed what they want: what waits for their quiet hours or for the pause of a group is looked at anew.';
grant execute on function api.reconsider_deliveries(uuid) to topin_worker;
