create or replace function internal.cursor_after(list_in text, time_in timestamptz, id_in uuid) returns text
language sql immutable parallel safe
as $$
    select rtrim(translate(encode(convert_to(
        list_in || '.' || (extract(epoch from time_in) * 1000000)::bigint || '.' || id_in, 'UTF8'
    ), 'base64'), E'+/\n', '-_'), '=')
$$;
comment on function internal.cursor_after(text, timestamptz, uuid) is
    'The opaque cursor of a page that ended with this row (base64url of list, microseconds and id).';
grant execute on function internal.cursor_after(text, timestamptz, uuid) to topin_anon, topin_user, topin_staff, topin_worker;
