-- security definer: previews belong to nobody; workers write them through here.
create or replace function api.begin_link_preview(link_in uuid, age_in interval, lease_in interval) returns text
language sql volatile security definer set search_path = ''
as $$
    -- One of those who come at the same time gets the address; a worker that died is followed after its lease.
    update public.link_previews l
       set fetched_at = now(), state = case l.state when 'ready' then 'ready' else 'waiting' end
     where l.id = link_in
       and (l.fetched_at is null or l.fetched_at < now() - case l.state when 'waiting' then lease_in else age_in end)
    returning l.url
$$;
comment on function api.begin_link_preview(uuid, interval, interval) is
    'The address of a linked page that is to be fetched now, by the caller alone; null where it was, age_in ago at most, or somebody is at it.';
grant execute on function api.begin_link_preview(uuid, interval, interval) to topin_worker;
