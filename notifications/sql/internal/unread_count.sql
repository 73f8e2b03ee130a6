create or replace function internal.unread_count() returns bigint
language sql stable
as $$
    select count(*) from public.notifications n
     where n.user_id = api.viewer_id() and n.read_at is null and internal.is_notification_shown(n)
$$;
comment on function internal.unread_count() is 'How many notifications (groups) of the viewer wait to be read.';
grant execute on function internal.unread_count() to topin_user;
