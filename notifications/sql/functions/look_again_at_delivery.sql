-- security definer: what may go out is asked of tables that the courier may not read.
create or replace function api.look_again_at_delivery(delivery_in uuid, try_in int) returns json
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    mine public.notification_deliveries;
    drop_for text;
begin
    select * into mine from public.notification_deliveries
     where id = delivery_in and tries = try_in and state = 'waiting' for no key update;
    drop_for := internal.drop_reason(mine);
    if mine.id is null or drop_for is not null then
        update public.notification_deliveries
           set state = 'dropped', reason = drop_for, ended_at = now(), leased_until = null where id = mine.id;
        return null;
    end if;
    return internal.delivery_order(mine);
end $$;
comment on function api.look_again_at_delivery(uuid, int) is
    'The order of a delivery that was claimed a while ago, as it is now; null when it must not go out any more, and is dropped, or another courier has it.';
grant execute on function api.look_again_at_delivery(uuid, int) to topin_worker;
