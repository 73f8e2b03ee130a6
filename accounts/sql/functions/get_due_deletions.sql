create or replace function api.get_due_deletions(limit_in int) returns json
language sql stable
as $$
    select coalesce(json_agg(due.user_id), '[]')
      from (select d.user_id from account_deletions d
             where d.cancelled_at is null and d.erased_at is null and d.erases_at <= now() and d.user_id is not null
             order by d.erases_at limit limit_in) due
$$;
comment on function api.get_due_deletions(int) is 'Members whose time to come back is over, longest ago first.';
grant execute on function api.get_due_deletions(int) to topin_worker;
