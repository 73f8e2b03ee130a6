create or replace function api.tell_grown_groups(limit_in int) returns int
language plpgsql volatile
as $$
declare
    grown record;
    taken int := 0;
begin
    for grown in  -- members in the order of ids, in which they are locked
        select due.user_id, array_agg(due.id) as ids
          from (select n.id, n.user_id from notifications n
                 where n.updated_at > n.told_at and n.read_at is null and n.in_app
                   and n.told_at < now() - internal.told_pause()
                 order by n.told_at limit limit_in) due
         group by due.user_id order by due.user_id
    loop
        taken := taken + cardinality(grown.ids);
        perform internal.lock_members(array[grown.user_id]);
        perform internal.stream_append(grown.user_id, 'notification.created', jsonb_build_object('notification_id', n.id))
           from notifications n
          where n.id = any (grown.ids) and n.updated_at > n.told_at and n.read_at is null;
        update notifications n set told_at = n.updated_at
         where n.id = any (grown.ids) and n.updated_at > n.told_at;
    end loop;
    return taken;
end $$;
comment on function api.tell_grown_groups(int) is
    'Tells open clients of up to limit_in groups that grew since they were told of them. Returns how many it took on.';
grant execute on function api.tell_grown_groups(int) to topin_worker;
