-- security definer: nobody changes an event; of those that all was done for goes what was sealed for their readers.
create or replace function api.forget_sealed(done_before_in timestamptz) returns bigint
language sql volatile security definer set search_path = ''
as $$
    with forgotten as (
        update public.events e set data = e.data - 'sealed'
         where e.data ? 'sealed'
           and e.id in (select d.event_id from public.event_deliveries d
                         where d.state = 'done' and d.done_at < done_before_in)
           and not exists (select from public.event_deliveries d where d.event_id = e.id and d.state <> 'done')
        returning 1
    )
    select count(*) from forgotten
$$;
comment on function api.forget_sealed(timestamptz) is
    'Takes addresses and the like, sealed for a reader, out of events whose deliveries were done before; call it before api.remove_old_rows. Returns how many.';
grant execute on function api.forget_sealed(timestamptz) to topin_worker;
