create or replace function internal.push_channel_state(channel_in public.push_channels) returns text
language sql stable
as $$
    select case when channel_in.is_off then 'off' when channel_in.stopped_at is not null then 'stopped'
                when channel_in.paused_until > now() then 'paused' else 'open' end
$$;
comment on function internal.push_channel_state(push_channels) is
    'Off: by an administrator. Stopped: for a fault of ours, until an administrator opens it. Paused: for a moment. Open: all goes out.';
grant execute on function internal.push_channel_state(push_channels) to topin_worker;
