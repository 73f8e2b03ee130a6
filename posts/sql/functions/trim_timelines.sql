-- security definer: as fan_out.
create or replace function api.trim_timelines(after_in uuid, length_in int, limit_in int) returns uuid
language plpgsql volatile security definer set search_path = ''
as $$
declare
    users uuid[] := array(
        select s.user_id from public.timeline_states s
         where s.user_id > coalesce(after_in, '00000000-0000-0000-0000-000000000000') order by s.user_id limit limit_in);
begin
    -- What reaches_to promises is raised before rows go, and both become visible at once.
    update public.timeline_states s
       set reaches_to = cut.at
      from unnest(users) u (id) cross join lateral (
           select t.at from public.timelines t where t.user_id = u.id order by t.at desc, t.post_id desc offset length_in - 1 limit 1) cut
     where s.user_id = u.id and (s.reaches_to is null or s.reaches_to < cut.at)
       and exists (select from public.timelines t where t.user_id = u.id and t.at <= cut.at offset 1);
    delete from public.timelines t using public.timeline_states s
     where s.user_id = any (users) and t.user_id = s.user_id and t.at < s.reaches_to;
    return users[limit_in];
end $$;
comment on function api.trim_timelines(uuid, int, int) is
    'Leaves the newest length_in of the timelines of the next limit_in members after one (null: from the first). Returns the last one, null when there are no more.';
grant execute on function api.trim_timelines(uuid, int, int) to topin_worker;
