create or replace function internal.wanted_for(channel_in text) returns interval
language sql immutable parallel safe
as $$ select case channel_in when 'email' then interval '72 hours' else interval '24 hours' end $$;
comment on function internal.wanted_for(text) is
    'How long after the newest thing that it tells of a push or a mail is wanted: then it has expired.';
grant execute on function internal.wanted_for(text) to topin_worker;
