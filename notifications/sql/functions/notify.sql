create or replace function api.notify(user_in uuid, kind_in text, actor_in uuid, subject_type_in text, subject_in uuid) returns uuid
language plpgsql volatile
as $$
declare
    key text := kind_in || ':' || subject_in;
    since uuid := internal.uuid_at(now() - interval '24 hours');
    group_id uuid;
    -- Else it stands in no list and may ring all the same.
    is_listed boolean := internal.notification_setting(user_in, internal.told_kind(kind_in), 'in_app');
begin
    -- One at a time for each receiver, so that no group is begun twice, and none is told of what was undone.
    perform internal.lock_members(array[user_in]);
    if user_in = actor_in
       or not api.profile_exists_for(user_in, actor_in)
       or api.is_user_blocked(user_in, actor_in)
       or exists (select from mutes m where m.muter_id = user_in and m.muted_id = actor_in)
       or not internal.fact_stands(kind_in, user_in, actor_in, subject_in)
       or (subject_type_in = 'post' and internal.is_muted_post(user_in, subject_in))
       -- Told within a day already, read or not: doing and undoing does not ring again and again. Nobody is mentioned
       -- twice in one place, and each comment and reply is another one.
       or (kind_in not in ('comment', 'reply') and exists (
            select from notifications n join notification_actors a on a.notification_id = n.id
             where n.user_id = user_in and n.group_key = key and (n.id >= since or kind_in = 'mention')
               and a.actor_id = actor_in)) then
        return null;
    end if;
    update notifications n set updated_at = now()
     where n.user_id = user_in and n.group_key = key and n.id >= since and n.read_at is null
    returning n.id into group_id;
    if not found then
        insert into notifications (user_id, kind, subject_type, subject_id, group_key, in_app)
        values (user_in, internal.told_kind(kind_in), subject_type_in, subject_in, key, is_listed) returning id into group_id;
    end if;
    insert into notification_actors as a (notification_id, actor_id) values (group_id, actor_in)
    on conflict (notification_id, actor_id) do update set created_at = now();
    perform internal.tell_notification(user_in, internal.told_kind(kind_in), group_id, subject_type_in, subject_in, key, is_listed);
    return group_id;
end $$;
comment on function api.notify(uuid, text, uuid, text, uuid) is
    'Tells a member what somebody did, in an unread group of the last 24 hours or a new one, by the channels that they chose; null when they are not to be told.';
grant execute on function api.notify(uuid, text, uuid, text, uuid) to topin_worker;
