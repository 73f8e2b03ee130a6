create or replace function internal.channel_of(provider_in text, token_in text) returns text
language sql immutable
as $$
    select case when provider_in = 'webpush' then 'webpush:' || coalesce(substring(token_in from '^https?://[^/?#]+'), '')
                else provider_in end
$$;
comment on function internal.channel_of(text, text) is
    'The channel (push_channels) that pushes for a device take: fcm, apns, or the push service of a browser.';
grant execute on function internal.channel_of(text, text) to topin_worker;
