create or replace function internal.ranking_with(weights_in jsonb) returns jsonb
language sql immutable parallel safe
as $$
    select internal.ranking_defaults() || coalesce((
        select jsonb_object_agg(w.key, w.value)
          from jsonb_each(case jsonb_typeof(weights_in) when 'object' then weights_in else '{}' end) w
         where internal.ranking_defaults() ? w.key and jsonb_typeof(w.value) = 'number'
           and (w.value #>> '{}')::numeric between 0 and 1000), '{}')
$$;
comment on function internal.ranking_with(jsonb) is
    'All weights of the ranking: the given ones that are known and numbers from 0 to 1000, for the others the defaults.';
grant execute on function internal.ranking_with(jsonb) to topin_user, topin_staff;
