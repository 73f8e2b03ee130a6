-- security definer: nobody changes an event; of this one the address goes once it is of no more use.
create or replace function api.forget_receipt(event_in uuid) returns void
language sql volatile security definer set search_path = ''
as $$ update public.events set data = data - 'sealed' where id = event_in and kind = 'account_erased' $$;
comment on function api.forget_receipt(uuid) is 'Takes the sealed address out of an erasure''s event, once the receipt is mailed.';
grant execute on function api.forget_receipt(uuid) to topin_worker;
