create or replace function internal.only_ids(data_in jsonb) returns jsonb
language sql immutable parallel safe
as $$
    select coalesce(jsonb_object_agg(key, value) filter (where jsonb_typeof(value) in ('number', 'boolean', 'null')
               or value #>> '{}' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'), '{}')
      from jsonb_each(case when jsonb_typeof(data_in) = 'object' then data_in else '{}' end)
$$;
comment on function internal.only_ids(jsonb) is 'An object without its texts: ids, numbers and switches stay.';
