-- security definer: as fan_out.
create or replace function api.get_late_fanouts(limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(late.post_id), '[]')
      from (select f.post_id from public.fanouts f
             where f.created_at < now() - interval '1 minute' group by f.post_id order by min(f.created_at) limit limit_in) late
$$;
comment on function api.get_late_fanouts(int) is 'Posts whose fan-out should long be done, the oldest first.';
grant execute on function api.get_late_fanouts(int) to topin_worker;
