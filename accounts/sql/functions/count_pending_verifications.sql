create or replace function api.count_pending_verifications() returns json
language sql stable
as $$
    select json_build_object('count', count(*), 'oldest', min(created_at))
      from (select created_at from verification_requests where status = 'pending' order by id limit 1000) waiting
$$;
comment on function api.count_pending_verifications() is
    'How many requests for the blue tick wait (1,000 at most are counted), and since when: {count, oldest}.';
grant execute on function api.count_pending_verifications() to topin_staff;
