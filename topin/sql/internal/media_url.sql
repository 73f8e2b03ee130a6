create or replace function internal.media_url(name_in text) returns text
language sql stable
as $$
    -- One expression over settings, so that it is inlined: pages ask it for every author.
    select coalesce(nullif(current_setting('topin.media_url', true), ''), '/media/') || name_in
$$;
comment on function internal.media_url(text) is
    'The address of a public file by its name; null for none. `migrate` tells the database what addresses begin with.';
grant execute on function internal.media_url(text) to topin_anon, topin_user, topin_staff, topin_worker;
