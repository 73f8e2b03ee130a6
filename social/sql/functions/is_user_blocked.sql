-- security definer: the truth about both ends, while a member reads only the own blocks. Hence no grant to
-- members: whoever was blocked must not be able to ask.
create or replace function api.is_user_blocked(a_in uuid, b_in uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
    select exists (select from public.blocked_users b where b.blocker_id = a_in and b.blocked_id = b_in)
        or exists (select from public.blocked_users b where b.blocker_id = b_in and b.blocked_id = a_in)
$$;
comment on function api.is_user_blocked(uuid, uuid) is 'Whether one of two members blocked the other, either way.';
grant execute on function api.is_user_blocked(uuid, uuid) to topin_staff, topin_worker;
