-- security definer: deliveries are written by functions alone.
create or replace function api.drop_expired_notification_deliveries(limit_in int) returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
    dropped int;
begin
    update public.notification_deliveries d
       set state = 'dropped', reason = 'expired', ended_at = now(), leased_until = null
     where d.id = any (array(
        select old.id from public.notification_deliveries old
         where old.state = 'waiting' and old.expires_at <= now() and (old.leased_until is null or old.leased_until < now())
         order by old.lane, old.next_try_at limit limit_in for update skip locked));
    get diagnostics dropped = row_count;
    return dropped;
end $$;
comment on function api.drop_expired_notification_deliveries(int) is
    'Ends up to limit_in deliveries that nobody wants any more: no courier comes to those behind a channel that is shut. Returns how many.';
grant execute on function api.drop_expired_notification_deliveries(int) to topin_worker;
