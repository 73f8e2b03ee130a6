create or replace function internal.signed_base(folder_in text, mark_in text, inside_in bytea, outside_in bytea) returns text
language sql stable
as $$
    select internal.media_url('signed/' || internal.signed_until() || mark_in || '/'
        || translate(rtrim(encode(internal.hmac_of(
               inside_in, outside_in, internal.signed_until() || mark_in || '/' || folder_in), 'base64'), '='), '+/', '-_')
        || '/' || folder_in || '/')
$$;
comment on function internal.signed_base(text, text, bytea, bytea) is
    'What addresses of a folder of private media begin with, signed for an hour with the two halves of media_key: the names of files follow. mark_in: what such an address says besides ("-<medium>", or nothing). The signature is HMAC-SHA-256 of "<expires><mark>/<folder>", in base64url without padding.';
