-- security definer: as notification_actors_for.
create or replace function internal.notification_actors_count(user_in uuid, notification_in uuid) returns bigint
language sql stable security definer set search_path = ''
as $$ select count(*) from internal.notification_people(user_in, notification_in) $$;
comment on function internal.notification_actors_count(uuid, uuid) is
    'How many are in a notification, without people whom its receiver is not to hear of any more.';
grant execute on function internal.notification_actors_count(uuid, uuid) to topin_user;
