create or replace function internal.notification_json(notification_in public.notifications) returns json
language sql stable
as $$
    -- created_at is the time of the newest actor, by which the list is sorted.
    select json_build_object('id', notification_in.id, 'kind', notification_in.kind,
        'actors', coalesce((select json_agg(internal.summary_json(actors.list[place]) order by place)
                              from generate_series(1, least(3, cardinality(actors.list))) place), '[]'),
        'actors_count', cardinality(actors.list),
        'subject', json_build_object('type', notification_in.subject_type, 'id', notification_in.subject_id),
        'text', case when internal.is_told_alone(notification_in.kind)
            then internal.alone_text(notification_in.kind, notification_in.subject_id)
            when notification_in.subject_type = 'circle' then coalesce(internal.circle_text(told.fact,
                internal.people_named((actors.list[1]).display_name, cardinality(actors.list)), notification_in.subject_id), '')
            else internal.notification_text(notification_in.kind, notification_in.subject_type,
                (actors.list[1]).display_name, cardinality(actors.list)) end,
        'url', case notification_in.subject_type when 'post' then '/posts/' || notification_in.subject_id
                                                 when 'comment' then internal.comment_url(notification_in.subject_id)
                                                 when 'verification' then '/settings/blue-tick'
                                                 when 'session' then '/settings/sessions'
                                                 when 'circle' then coalesce(
                                                     internal.circle_url(told.fact, notification_in.subject_id), '/circles')
                                                 else case notification_in.kind when 'follow_request' then '/requests'
                                                      else '/@' || (actors.list[1]).handle end end,
        'read', notification_in.read_at is not null,
        'created_at', internal.rfc3339(notification_in.updated_at))
      from (select array(select p from internal.notification_actors_for(notification_in.user_id, notification_in.id) p) as list) actors,
           -- The key says which fact of its kind it is (internal.told_kind).
           split_part(notification_in.group_key, ':', 1) told(fact)
$$;
comment on function internal.notification_json(notifications) is 'A notification as the API shows it to its receiver.';
grant execute on function internal.notification_json(notifications) to topin_user;
