-- security definer: joins profiles, blocks and mutes for the receiver of the notification alone.
create or replace function internal.notification_actors_for(user_in uuid, notification_in uuid) returns setof public.profiles
language sql stable security definer set search_path = ''
as $$
    select p.*
      from public.notification_actors a join public.profiles p on p.user_id = a.actor_id
     where a.notification_id = notification_in and not p.is_hidden
       and a.actor_id <> all (array(select internal.hidden_from(user_in)))
       and a.actor_id <> all (array(select internal.muted_by(user_in)))
     order by a.created_at desc, a.actor_id desc
$$;
comment on function internal.notification_actors_for(uuid, uuid) is
    'Who is in a notification, newest first, without people whom its receiver is not to hear of any more.';
grant execute on function internal.notification_actors_for(uuid, uuid) to topin_user;
