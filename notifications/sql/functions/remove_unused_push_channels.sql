-- security definer: channels are written by functions alone; the tokens by which push services are known are the courier's.
create or replace function api.remove_unused_push_channels(limit_in int) returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
    removed int;
begin
    -- Members name push services, as many as they like. What an administrator or a fault shut stays shut.
    delete from public.push_channels p
     where p.name = any (array(
        select c.name from public.push_channels c
         where c.name like 'webpush:%' and internal.push_channel_state(c) = 'open'
           and not exists (select from public.devices d
                            where d.provider = 'webpush' and internal.channel_of(d.provider, d.token) = c.name)
           and not exists (select from public.notification_deliveries w where w.state = 'waiting' and w.lane = c.name)
         limit limit_in for update skip locked));
    get diagnostics removed = row_count;
    return removed;
end $$;
comment on function api.remove_unused_push_channels(int) is
    'Forgets up to limit_in push services of browsers that work and that no device is at any more; returns how many.';
grant execute on function api.remove_unused_push_channels(int) to topin_worker;
