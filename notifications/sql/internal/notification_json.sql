create or replace function internal.notification_json(notification_in public.notifications) returns json
language sql stable
as $$
    -- created_at is the time of the newest actor, by which the list is sorted.
    select json_build_object('id', notification_in.id, 'kind', notification_in.kind,
        'actors', coalesce((select json_agg(internal.summary_json(actors.list[place]) order by place)
                              from generate_series(1, cardinality(actors.list)) place), '[]'),
        'actors_count', internal.notification_actors_count(notification_in.user_id, notification_in.id),
        'subject', json_build_object('type', notification_in.subject_type, 'id', notification_in.subject_id),
        'told', internal.told_facts(notification_in),
        'url', coalesce(case notification_in.subject_type
            when 'post' then '/posts/' || notification_in.subject_id
            when 'comment' then internal.comment_url(notification_in.subject_id)
            when 'verification' then '/settings/blue-tick'
            when 'session' then '/settings/sessions'
            when 'conversation' then '/messages/' || notification_in.subject_id
            when 'media' then internal.media_url(notification_in.user_id, notification_in.subject_id)
            when 'circle' then coalesce(
                internal.circle_url(split_part(notification_in.group_key, ':', 1), notification_in.subject_id), '/circles')
            else case notification_in.kind when 'follow_request' then '/requests' else '/@' || (actors.list[1]).handle end end,
            '/notifications'),
        'read', notification_in.read_at is not null,
        'created_at', internal.rfc3339(notification_in.updated_at))
      from (select array(select p from internal.notification_actors_for(notification_in.user_id, notification_in.id, 3) p) as list) actors
$$;
comment on function internal.notification_json(notifications) is
    'A notification for its receiver, as the API shows it but for its text: Python makes that of `told` (internal.told_facts), in their language.';
grant execute on function internal.notification_json(notifications) to topin_user;
