-- security definer: what may go out is asked of tables that the courier may not read.
create or replace function api.look_again_at_delivery(delivery_in uuid, try_in int) returns json
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    mine public.notification_deliveries;
begin
    select * into mine from public.notification_deliveries
     where id = delivery_in and tries = try_in and state = 'waiting' for no key update;
    if mine.id is null then
        return null;
    elsif internal.is_among(mine.lane, internal.shut_channels()) then
        perform api.put_back_notification_delivery(mine.id, mine.tries, mine.answer, interval '0');
        return null;
    elsif internal.drop_if_void(mine) then
        return null;
    end if;
    return internal.delivery_order(mine);
end $$;
comment on function api.look_again_at_delivery(uuid, int) is
    'The order of a delivery that was claimed a while ago, as it is now; null when it must not go out any more, and is dropped, when its channel was shut meanwhile, and it waits, or when another courier has it.';
grant execute on function api.look_again_at_delivery(uuid, int) to topin_worker;
