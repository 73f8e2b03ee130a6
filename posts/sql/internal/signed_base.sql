create or replace function internal.signed_base(folder_in text, inside_in bytea, outside_in bytea) returns text
language sql stable
as $$
    select internal.media_url('signed/' || internal.signed_until() || '/'
        || translate(rtrim(encode(internal.hmac_of(
               inside_in, outside_in, internal.signed_until() || '/' || folder_in), 'base64'), '='), '+/', '-_')
        || '/' || folder_in || '/')
$$;
comment on function internal.signed_base(text, bytea, bytea) is
    'What addresses of a folder of private media begin with, signed for an hour with the two halves of media_key: the names of files follow. The signature is HMAC-SHA-256 of "<expires>/<folder>", in base64url without padding.';
