create or replace function internal.wants_digest(user_in uuid) returns boolean
language sql stable
as $$
    select coalesce((select s.notifications ->> 'digest' in ('daily', 'weekly')
                       from public.user_settings s where s.user_id = user_in), false)
$$;
comment on function internal.wants_digest(uuid) is 'Whether a member chose digests, daily or weekly.';
grant execute on function internal.wants_digest(uuid) to topin_worker;
