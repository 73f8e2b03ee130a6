create or replace function api.count_sealed_reports() returns json
language sql stable
as $$
    select coalesce(json_object_agg(master, number), '{}')
      from (select master, count(*) as number from message_reports where master is not null group by master) counted
$$;
comment on function api.count_sealed_reports() is 'How many copies of reported messages are sealed under each master key: {id: number}.';
grant execute on function api.count_sealed_reports() to topin_worker;
