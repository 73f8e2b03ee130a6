-- security definer: a mail to its receiver shows what the courier may not read.
create or replace function api.get_digest(delivery_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    with told as (
        select n as note, n.updated_at, n.id
          from public.notification_deliveries d
         cross join lateral internal.digest_notifications(d.user_id, internal.digest_since(d), d.created_at) n
         where d.id = delivery_in and d.kind = 'digest'
    )
    select json_build_object(
        'items', coalesce((
            select json_agg(internal.notification_json(first.note) order by first.updated_at desc, first.id desc)
              from (select * from told order by told.updated_at desc, told.id desc limit limit_in) first), '[]'),
        'count', (select count(*) from told))
$$;
comment on function api.get_digest(uuid, int) is
    'What a digest tells, as it is now: {items: the newest limit_in notifications, count of all}.';
grant execute on function api.get_digest(uuid, int) to topin_worker;
