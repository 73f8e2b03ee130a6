create or replace function api.remove_actors_left_over(before_in timestamptz, limit_in int) returns int
language plpgsql volatile
as $$
declare
    removed int;
begin
    -- Ids begin with their time: oldest first, those whose partition was dropped come before all others.
    delete from notification_actors a
     using (select o.notification_id, o.actor_id from notification_actors o
             where o.notification_id < internal.uuid_at(before_in)
               and not exists (select from notifications n where n.id = o.notification_id)
             order by o.notification_id, o.actor_id limit limit_in) gone
     where a.notification_id = gone.notification_id and a.actor_id = gone.actor_id;
    get diagnostics removed = row_count;
    return removed;
end $$;
comment on function api.remove_actors_left_over(timestamptz, int) is
    'Removes up to limit_in people from notifications of before a moment that were dropped with their partition; returns how many.';
grant execute on function api.remove_actors_left_over(timestamptz, int) to topin_worker;
