-- security definer: asks can_see_post and roles in circles, which members may not ask for others.
create or replace function internal.is_notification_shown(notification_in public.notifications) returns boolean
language sql stable security definer set search_path = ''
as $$
    select (internal.is_told_alone(notification_in.kind)
            or exists (select from internal.notification_actors_for(notification_in.user_id, notification_in.id)))
       and (notification_in.subject_type is distinct from 'post'
            or (api.can_see_post(notification_in.user_id, notification_in.subject_id)
                and not internal.is_muted_post(notification_in.user_id, notification_in.subject_id)))
       and (notification_in.subject_type is distinct from 'circle'
            or internal.is_circle_told(notification_in.kind, pg_catalog.split_part(notification_in.group_key, ':', 1),
                                       notification_in.user_id, notification_in.subject_id))
$$;
comment on function internal.is_notification_shown(notifications) is
    'Whether a notification is still about somebody and something that its receiver may see.';
grant execute on function internal.is_notification_shown(notifications) to topin_user;
