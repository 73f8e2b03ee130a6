-- security definer: channels are written by functions alone.
create or replace function api.clear_push_channel(name_in text) returns void
language sql volatile security definer set search_path = ''
as $$
    update public.push_channels set faults = 0, paused_until = null, changed_at = now()
     where name = name_in and (faults > 0 or paused_until is not null)
$$;
comment on function api.clear_push_channel(text) is 'A provider works: its faults are forgotten.';
grant execute on function api.clear_push_channel(text) to topin_worker;
