create or replace function api.count_wrapped_keys() returns json
language sql stable
as $$
    select coalesce(json_object_agg(master, number), '{}')
      from (select master, count(*) as number from conversation_keys group by master) counted
$$;
comment on function api.count_wrapped_keys() is 'How many keys of conversations each master key wraps: {id: number}.';
grant execute on function api.count_wrapped_keys() to topin_worker;
