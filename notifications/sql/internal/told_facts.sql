-- security definer: says what the notification is about to its receiver alone, and where they may not see it, nothing.
create or replace function internal.told_facts(notification_in public.notifications) returns json
language sql stable security definer set search_path = ''
as $$
    select json_build_object(
        -- The key says which fact of its kind it is (internal.told_kind).
        'fact', pg_catalog.split_part(notification_in.group_key, ':', 1),
        'variant', case notification_in.kind
            when 'like' then notification_in.subject_type
            when 'mention' then notification_in.subject_type
            when 'poll_closed' then (
                select case when p.author_id = notification_in.user_id then 'own' else 'voted' end
                  from public.posts p where p.id = notification_in.subject_id)
            when 'verification_outcome' then (
                select r.status from public.verification_requests r
                 where r.id = notification_in.subject_id and r.user_id = notification_in.user_id)
            when 'report_outcome' then (
                select r.state from public.message_reports r
                 where r.id = notification_in.subject_id and r.reporter_id = notification_in.user_id)
            when 'media_failed' then (
                select pg_catalog.split_part(m.content_type, '/', 1) from public.post_media m
                 where m.id = notification_in.subject_id and m.user_id = notification_in.user_id)
            end,
        'circle', case when notification_in.subject_type = 'circle' then (
            select c.name from public.circles c
             where c.id = notification_in.subject_id and api.can_see_circle(notification_in.user_id, c.id)) end,
        'language', (select s.accessibility ->> 'language' from public.user_settings s where s.user_id = notification_in.user_id))
$$;
comment on function internal.told_facts(notifications) is
    'What Python makes the sentence of a notification of (notifications/texts.py): {fact, variant, circle, language}, the last being the receiver''s choice.';
grant execute on function internal.told_facts(notifications) to topin_user;
