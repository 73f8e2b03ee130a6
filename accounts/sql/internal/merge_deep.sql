create or replace function internal.merge_deep(first_in jsonb, second_in jsonb) returns jsonb
language sql immutable parallel safe
as $$
    select case when jsonb_typeof(first_in) = 'object' and jsonb_typeof(second_in) = 'object' then (
        select coalesce(jsonb_object_agg(key, case
                   when a.value is null then b.value
                   when b.value is null then a.value
                   else internal.merge_deep(a.value, b.value) end), '{}')
          from jsonb_each(first_in) a full join jsonb_each(second_in) b using (key))
    else second_in end
$$;
comment on function internal.merge_deep(jsonb, jsonb) is
    'The first object with what the second says in its place, at every depth; lists and plain values are replaced.';
grant execute on function internal.merge_deep(jsonb, jsonb) to topin_user, topin_worker;
