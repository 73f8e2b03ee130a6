create or replace function internal.cursor_encode(plain_in text) returns text
language sql immutable parallel safe
as $$ select rtrim(translate(encode(convert_to(plain_in, 'UTF8'), 'base64'), E'+/\n', '-_'), '=') $$;
comment on function internal.cursor_encode(text) is 'A cursor as clients get it: base64url, which they need not understand.';
grant execute on function internal.cursor_encode(text) to topin_anon, topin_user, topin_staff, topin_worker;
