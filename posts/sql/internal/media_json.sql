-- security definer: what was made of files, and the keys that sign their addresses, are read by functions alone.
-- Who may see the medium is decided by the caller.
create or replace function internal.media_json(media_in uuid, public_in boolean) returns json
language sql stable security definer set search_path = ''
as $$ select r.medium from internal.media_rows(media_in, public_in) r $$;
comment on function internal.media_json(uuid, boolean) is
    'A medium as the API shows it (Media); null where there is none. public_in: where everybody may see it, so that its addresses are those that last when there are such. Files of documents and of what is not ready have no address.';
grant execute on function internal.media_json(uuid, boolean) to topin_user;
