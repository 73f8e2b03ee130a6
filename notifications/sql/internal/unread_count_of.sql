create or replace function internal.unread_count_of(user_in uuid) returns bigint
language sql stable
as $$
    select count(*) from public.notifications n
     where n.user_id = user_in and n.read_at is null and n.in_app and internal.is_notification_shown(n)
$$;
comment on function internal.unread_count_of(uuid) is 'How many notifications (groups) of a member wait to be read.';
grant execute on function internal.unread_count_of(uuid) to topin_user, topin_worker;
