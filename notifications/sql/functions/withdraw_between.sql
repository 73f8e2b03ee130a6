create or replace function api.withdraw_between(a_in uuid, b_in uuid, until_in timestamptz) returns void
language plpgsql volatile
as $$
declare
    touched uuid[];
begin
    perform internal.lock_members(array[a_in, b_in]);
    -- News of after an unblocking, told before this reader came, stays.
    with gone as (
        delete from notification_actors a using notifications n
         where n.id = a.notification_id and (n.user_id, a.actor_id) in ((a_in, b_in), (b_in, a_in))
           and (a.created_at <= until_in or api.is_user_blocked(a_in, b_in))
        returning n.id
    )
    select array_agg(id) into touched from gone;
    delete from notifications n
     where n.id = any (touched) and not exists (select from notification_actors a where a.notification_id = n.id);
end $$;
comment on function api.withdraw_between(uuid, uuid, timestamptz) is
    'Takes two members out of each other''s notifications, read or not, told until a time: one of them blocked the other.';
grant execute on function api.withdraw_between(uuid, uuid, timestamptz) to topin_worker;
