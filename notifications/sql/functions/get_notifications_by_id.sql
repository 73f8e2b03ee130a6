create or replace function api.get_notifications_by_id(notifications_in uuid[]) returns json
language sql stable
as $$
    select coalesce(json_object_agg(n.id, internal.notification_json(n)), '{}')
      from notifications n
     where n.id = any (notifications_in) and n.user_id = viewer_id() and n.in_app and internal.is_notification_shown(n)
$$;
comment on function api.get_notifications_by_id(uuid[]) is 'The viewer''s notifications of these ids, as an object by id; those that are gone are left out.';
grant execute on function api.get_notifications_by_id(uuid[]) to topin_user;
