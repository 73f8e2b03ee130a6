create or replace function internal.delivery_order(delivery_in public.notification_deliveries) returns json
language sql stable
as $$
    select json_build_object(
        'id', delivery_in.id, 'try', delivery_in.tries, 'channel', delivery_in.channel, 'lane', delivery_in.lane, 'user_id', delivery_in.user_id,
        'kind', delivery_in.kind, 'subject', json_build_object('type', delivery_in.subject_type, 'id', delivery_in.subject_id),
        'group_key', delivery_in.group_key, 'created_at', internal.rfc3339(delivery_in.created_at),
        'expires_at', internal.rfc3339(delivery_in.expires_at),
        'notification', (select internal.notification_json(n) from public.notifications n where n.id = delivery_in.notification_id),
        'language', s.accessibility ->> 'language',
        'previews', coalesce((s.notifications ->> 'previews')::boolean, true),
        'unread', internal.unread_count_of(delivery_in.user_id),
        'to', case delivery_in.channel when 'email' then json_build_object('email', u.email, 'name', p.display_name) end,
        'device', (select json_build_object(
                'id', d.id, 'provider', d.provider, 'app_id', d.app_id, 'environment', d.environment, 'token', d.token,
                'p256dh', d.p256dh, 'auth', d.auth, 'registered_at', internal.rfc3339(d.registered_at), 'failures', d.failures)
            from public.devices d where d.id = delivery_in.device_id))
      from public.user_settings s
      join public.users u on u.id = s.user_id
      join public.profiles p on p.user_id = s.user_id
     where s.user_id = delivery_in.user_id
$$;
comment on function internal.delivery_order(notification_deliveries) is
    'All that the courier needs to send a delivery: to whom, where, about what, in which language. Texts of messages it reads as the receiver.';
grant execute on function internal.delivery_order(notification_deliveries) to topin_worker;
