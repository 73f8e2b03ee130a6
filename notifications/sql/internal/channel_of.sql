create or replace function internal.channel_of(channel_in text, provider_in text, token_in text) returns text
language sql immutable
as $$
    select case when channel_in = 'email' then 'email'
                when provider_in = 'webpush' then 'webpush:' || coalesce(substring(token_in from '^https?://[^/]+'), '')
                else provider_in end
$$;
comment on function internal.channel_of(text, text, text) is
    'The channel (push_channels) that a delivery takes: email, fcm, apns, or the push service of a browser.';
grant execute on function internal.channel_of(text, text, text) to topin_worker;
