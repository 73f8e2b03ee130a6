create or replace function internal.digest_notifications(user_in uuid, after_in timestamptz, until_in timestamptz)
returns setof public.notifications
language sql stable
as $$
    select n.* from public.notifications n
     where n.user_id = user_in and n.updated_at > after_in and n.updated_at <= until_in
       and n.read_at is null and n.in_app and internal.is_notification_shown(n)
$$;
comment on function internal.digest_notifications(uuid, timestamptz, timestamptz) is
    'What a digest tells of: notifications of a time that stand in the list and were not read.';
grant execute on function internal.digest_notifications(uuid, timestamptz, timestamptz) to topin_worker;
