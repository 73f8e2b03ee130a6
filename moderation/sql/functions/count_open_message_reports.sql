create or replace function api.count_open_message_reports() returns json
language sql stable
as $$
    select json_build_object('count', count(*), 'grave', count(*) filter (where reason in ('child_safety', 'self_harm')),
                             'oldest', min(created_at))
      from (select created_at, reason from message_reports where state = 'open' order by id limit 1000) waiting
$$;
comment on function api.count_open_message_reports() is
    'How many reports on messages wait (1,000 at most are counted), how many of them are grave, and since when: {count, grave, oldest}.';
grant execute on function api.count_open_message_reports() to topin_staff;
