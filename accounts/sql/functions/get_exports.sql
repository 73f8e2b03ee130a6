create or replace function api.get_exports(limit_in int default 20) returns json
language sql stable
as $$
    select coalesce(json_agg(internal.export_json(mine) order by mine.id desc), '[]')
      from (select e.* from data_exports e where e.user_id = viewer_id() order by e.id desc limit limit_in) mine
$$;
comment on function api.get_exports(int) is 'The viewer''s archives, newest first.';
grant execute on function api.get_exports(int) to topin_user;
