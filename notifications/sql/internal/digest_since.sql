create or replace function internal.digest_since(delivery_in public.notification_deliveries) returns timestamptz
language sql stable
as $$ select substring(delivery_in.group_key from '^digest:(.*)$')::timestamptz $$;
comment on function internal.digest_since(notification_deliveries) is
    'From when on a digest tells; it tells up to when it was made. Null of other deliveries.';
grant execute on function internal.digest_since(notification_deliveries) to topin_worker;
