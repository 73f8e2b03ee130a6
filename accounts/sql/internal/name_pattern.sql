create or replace function internal.name_pattern(key_in text) returns text
language sql immutable parallel safe
as $$ select case when key_in ~ '^[0-7]{9}' then '%' else '% ' end || key_in || '%' $$;
comment on function internal.name_pattern(text) is
    'What a name''s key is like when a part of the name begins as another key says; where a script leaves no spaces, parts begin anywhere.';
grant execute on function internal.name_pattern(text) to topin_user;
