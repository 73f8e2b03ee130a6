create or replace function internal.json_merge(first_in json, second_in json) returns json
language sql immutable parallel safe
as $$
    select json_object_agg(key, value) from (
        select * from json_each(first_in) union all select * from json_each(second_in)
    ) fields
$$;
comment on function internal.json_merge(json, json) is 'Two objects as one, keys in order (they share none).';
grant execute on function internal.json_merge(json, json) to topin_anon, topin_user, topin_staff, topin_worker;
