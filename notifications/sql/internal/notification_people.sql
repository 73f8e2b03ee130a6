create or replace function internal.notification_people(user_in uuid, notification_in uuid) returns table (actor_id uuid, created_at timestamptz)
language sql stable
as $$
    -- Neither definer nor with a path of its own: it becomes part of what asks, which may stop at the first.
    select a.actor_id, a.created_at
      from public.notification_actors a
     where a.notification_id = notification_in
       and exists (select from public.profiles p where p.user_id = a.actor_id and not p.is_hidden)
       and a.actor_id <> all (array(select internal.hidden_from(user_in)))
       and a.actor_id <> all (array(select internal.muted_by(user_in)))
$$;
comment on function internal.notification_people(uuid, uuid) is
    'Who is in a notification and since when, without people whom its receiver is not to hear of any more.';
grant execute on function internal.notification_people(uuid, uuid) to topin_worker;
