create or replace function internal.json_only(object_in jsonb, variadic keys_in text[]) returns jsonb
language sql immutable parallel safe
as $$ select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(object_in) where key = any (keys_in) $$;
comment on function internal.json_only(jsonb, text[]) is 'An object without all keys but these.';
