create or replace function internal.shut_channels() returns text[]
language sql stable
as $$
    select coalesce(array_agg(c.name), '{}') from public.push_channels c where internal.push_channel_state(c) <> 'open'
$$;
comment on function internal.shut_channels() is 'Names of the channels that nothing goes out by at this moment.';
grant execute on function internal.shut_channels() to topin_worker;
