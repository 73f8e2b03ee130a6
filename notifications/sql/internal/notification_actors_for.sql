-- security definer: joins profiles, blocks and mutes for the receiver of the notification alone.
create or replace function internal.notification_actors_for(user_in uuid, notification_in uuid, most_in int default null)
returns setof public.profiles
language sql stable security definer set search_path = ''
as $$
    select p.*
      from (select w.* from internal.notification_people(user_in, notification_in) w
             order by w.created_at desc, w.actor_id desc limit most_in) a
      join public.profiles p on p.user_id = a.actor_id
     order by a.created_at desc, a.actor_id desc
$$;
comment on function internal.notification_actors_for(uuid, uuid, int) is
    'Who is in a notification (internal.notification_people), newest first, the newest most_in of them or all.';
grant execute on function internal.notification_actors_for(uuid, uuid, int) to topin_user;
