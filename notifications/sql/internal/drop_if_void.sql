create or replace function internal.drop_if_void(delivery_in public.notification_deliveries) returns boolean
language plpgsql volatile
as $$
declare
    drop_for text := internal.drop_reason(delivery_in);
begin
    if drop_for is null then
        return false;
    end if;
    update public.notification_deliveries
       set state = 'dropped', reason = drop_for, ended_at = now(), leased_until = null where id = delivery_in.id;
    return true;
end $$;
comment on function internal.drop_if_void(notification_deliveries) is
    'Ends a delivery that must not go out any more (internal.drop_reason). Returns whether it was one.';
grant execute on function internal.drop_if_void(notification_deliveries) to topin_worker;
