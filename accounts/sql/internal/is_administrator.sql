-- security definer: policies on users ask it, and would ask themselves.
create or replace function internal.is_administrator(user_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
    select exists (select from public.users
                    where id = user_in and staff_role = 'administrator' and deleted_at is null
                      and (banned_until is null or banned_until <= now()))
$$;
comment on function internal.is_administrator(uuid) is 'Whether somebody is staff who may change roles.';
grant execute on function internal.is_administrator(uuid) to topin_staff;
