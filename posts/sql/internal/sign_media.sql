create or replace function internal.sign_media(folder_in text) returns text
language sql stable
as $$
    select internal.signed_base(folder_in, '', internal.media_key(0x3636363636363636), internal.media_key(0x5c5c5c5c5c5c5c5c))
$$;
comment on function internal.sign_media(text) is
    'What addresses of one folder of private media begin with, signed for an hour.';
