create or replace function api.get_outdated_exports(limit_in int) returns json
language sql stable
as $$
    select coalesce(json_agg(json_build_object('id', old.id, 'user_id', old.user_id, 'tries', old.tries)), '[]')
      from (select * from data_exports where status = 'ready' and expires_at <= now() order by created_at limit limit_in) old
$$;
comment on function api.get_outdated_exports(int) is 'Archives whose time is over and whose file is still there.';
grant execute on function api.get_outdated_exports(int) to topin_worker;
