-- security definer: the cache has no policy for anybody.
create or replace function api.get_due_suggestions(hours_in int, seen_since_in timestamptz, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(due.user_id order by due.computed_at), '[]')
      from (select l.user_id, l.computed_at
              from public.suggestion_lists l join public.profiles p on p.user_id = l.user_id and not p.is_hidden
             where l.computed_at < now() - hours_in * interval '1 hour'
               and exists (select from public.user_sessions s where s.user_id = l.user_id and s.last_seen_at >= seen_since_in)
             order by l.computed_at limit limit_in) due
$$;
comment on function api.get_due_suggestions(int, timestamptz, int) is
    'Members seen since a moment whose suggestions are older than some hours, oldest first. Who never asked for any gets them when asking.';
grant execute on function api.get_due_suggestions(int, timestamptz, int) to topin_worker;
