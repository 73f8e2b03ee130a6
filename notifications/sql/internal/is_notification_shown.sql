-- security definer: asks what the receiver may see, and roles in circles, which members may not ask for others.
create or replace function internal.is_notification_shown(notification_in public.notifications) returns boolean
language sql stable security definer set search_path = ''
as $$
    select (internal.is_told_alone(notification_in.kind)
            or exists (select from internal.notification_people(notification_in.user_id, notification_in.id)))
       and (notification_in.subject_type is distinct from 'post'
            or (api.can_see_post(notification_in.user_id, notification_in.subject_id)
                and not internal.is_muted_post(notification_in.user_id, notification_in.subject_id)))
       and (notification_in.subject_type is distinct from 'comment'
            or (internal.can_see_comment(notification_in.user_id, notification_in.subject_id)
                and not internal.is_muted_comment(notification_in.user_id, notification_in.subject_id)))
       and (notification_in.kind <> 'mention'  -- an edit may have taken it out
            or exists (select from public.mentions m
                        where m.user_id = notification_in.user_id and case notification_in.subject_type
                            when 'comment' then m.comment_id = notification_in.subject_id
                            else m.post_id = notification_in.subject_id and m.comment_id is null end))
       and (notification_in.kind <> 'poll_closed'  -- it has no actors that could be muted
            or not exists (select from public.posts p join public.mutes m on m.muted_id = p.author_id
                            where p.id = notification_in.subject_id and m.muter_id = notification_in.user_id))
       and (notification_in.subject_type is distinct from 'circle'
            or internal.is_circle_told(notification_in.kind, pg_catalog.split_part(notification_in.group_key, ':', 1),
                                       notification_in.user_id, notification_in.subject_id))
       and case notification_in.subject_type
           when 'conversation' then exists (
               select from internal.shown_conversations(notification_in.user_id) c where c.conversation_id = notification_in.subject_id)
           when 'media' then exists (  -- it may have been tried again, or removed
               select from public.post_media m
                where m.id = notification_in.subject_id and m.user_id = notification_in.user_id and m.state = 'failed')
           when 'report' then exists (
               select from public.message_reports r
                where r.id = notification_in.subject_id and r.reporter_id = notification_in.user_id)
           else true end
$$;
comment on function internal.is_notification_shown(notifications) is
    'Whether a notification is still about somebody and something that its receiver may see.';
grant execute on function internal.is_notification_shown(notifications) to topin_user;
