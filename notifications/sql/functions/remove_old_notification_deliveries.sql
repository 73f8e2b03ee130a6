-- security definer: deliveries are written by functions alone.
create or replace function api.remove_old_notification_deliveries(before_in timestamptz, limit_in int) returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
    removed int;
begin
    delete from public.notification_deliveries d
     where d.id = any (array(
        select old.id from public.notification_deliveries old
         where old.ended_at < before_in order by old.ended_at limit limit_in for update skip locked));
    get diagnostics removed = row_count;
    return removed;
end $$;
comment on function api.remove_old_notification_deliveries(timestamptz, int) is
    'Removes up to limit_in deliveries that ended before a moment; returns how many.';
grant execute on function api.remove_old_notification_deliveries(timestamptz, int) to topin_worker;
