create or replace function api.notify_of_crowd(user_in uuid, kind_in text, actors_in uuid[], subject_type_in text, subject_in uuid) returns uuid
language plpgsql volatile
as $$
declare
    key text := kind_in || ':' || subject_in;
    since uuid := internal.uuid_at(now() - interval '24 hours');
    told uuid[];
    group_id uuid;
    is_due boolean := true;
    moment timestamptz;
    -- Else it stands in no list and may ring all the same.
    is_listed boolean := internal.notification_setting(user_in, internal.told_kind(kind_in), 'in_app');
begin
    -- One at a time for each receiver, so that no group is begun twice, and none is told of what was undone.
    perform internal.lock_members(array[user_in]);
    moment := clock_timestamp();  -- now: whoever reads all of a list that they saw before does not read this
    if subject_type_in = 'post' and internal.is_muted_post(user_in, subject_in) then
        return null;
    end if;
    select array_agg(g.actor order by g.place) into told
      from (select a.actor, min(a.place) as place from unnest(actors_in) with ordinality as a (actor, place) group by 1) g
     where g.actor <> user_in
       and api.profile_exists_for(user_in, g.actor)
       and not api.is_user_blocked(user_in, g.actor)
       and not exists (select from mutes m where m.muter_id = user_in and m.muted_id = g.actor)
       and internal.fact_stands(kind_in, user_in, g.actor, subject_in) is not false
       -- Told within a day already, read or not: doing and undoing does not ring again and again. Nobody is mentioned
       -- twice in one place, and each comment and reply is another one.
       and (kind_in in ('comment', 'reply') or not exists (
            select from notifications n join notification_actors t on t.notification_id = n.id
             where n.user_id = user_in and n.group_key = key and (n.id >= since or kind_in = 'mention')
               and t.actor_id = g.actor));
    if told is null then
        return null;
    end if;
    update notifications n
       set updated_at = moment, told_at = case when n.told_at < moment - internal.told_pause() then moment else n.told_at end
     where n.user_id = user_in and n.group_key = key and n.id >= since and n.read_at is null
    returning n.id, n.told_at = moment into group_id, is_due;
    if not found then
        insert into notifications (user_id, kind, subject_type, subject_id, group_key, in_app, updated_at, told_at)
        values (user_in, internal.told_kind(kind_in), subject_type_in, subject_in, key, is_listed, moment, moment)
        returning id, true into group_id, is_due;
    end if;
    -- Each a moment after the one before: who is the newest is told by name.
    insert into notification_actors as a (notification_id, actor_id, created_at)
    select group_id, t.actor, clock_timestamp() from (select unnest(told) as actor offset 0) t
    on conflict (notification_id, actor_id) do update set created_at = excluded.created_at;
    perform internal.tell_notification(user_in, internal.told_kind(kind_in), group_id, subject_type_in, subject_in, key,
                                       is_listed and is_due);
    return group_id;
end $$;
comment on function api.notify_of_crowd(uuid, text, uuid[], text, uuid) is
    'Tells a member what several people did to one thing, the newest last, in an unread group of the last 24 hours or a new one, by the channels that they chose; null when they are to be told of none of them.';
grant execute on function api.notify_of_crowd(uuid, text, uuid[], text, uuid) to topin_worker;
