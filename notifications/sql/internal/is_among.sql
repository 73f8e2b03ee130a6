create or replace function internal.is_among(channel_in text, channels_in text[]) returns boolean
language sql immutable
as $$
    -- `webpush` stands for the push services of all browsers.
    select coalesce(channel_in = any (channels_in) or split_part(channel_in, ':', 1) = any (channels_in), false)
$$;
comment on function internal.is_among(text, text[]) is
    'Whether a channel is one of several, or of a kind that is. Says no of none, where a device is gone.';
grant execute on function internal.is_among(text, text[]) to topin_worker;
