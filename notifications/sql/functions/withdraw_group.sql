create or replace function api.withdraw_group(user_in uuid, kind_in text, subject_in uuid) returns void
language plpgsql volatile
as $$
declare
    touched uuid[];
begin
    perform internal.lock_members(array[user_in]);
    with gone as (
        delete from notification_actors a using notifications n
         where n.id = a.notification_id and n.user_id = user_in and n.group_key = kind_in || ':' || subject_in
           and n.read_at is null and not internal.fact_stands(kind_in, user_in, a.actor_id, subject_in)
        returning n.id
    )
    select array_agg(id) into touched from gone;
    delete from notifications n
     where n.id = any (touched) and not exists (select from notification_actors a where a.notification_id = n.id);
end $$;
comment on function api.withdraw_group(uuid, text, uuid) is
    'Takes everybody whose part in it is no longer so out of what a member has not read yet about a subject.';
grant execute on function api.withdraw_group(uuid, text, uuid) to topin_worker;
