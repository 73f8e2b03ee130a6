-- security definer: locks rows that no member may change.
create or replace function internal.lock_members(users_in uuid[]) returns void
language sql volatile security definer set search_path = ''
as $$
    -- Lowest id first, like every lock of many rows. The row is the stream's: the deed writes there anyway.
    select from public.user_streams s where s.user_id = any (users_in) order by s.user_id for no key update
$$;
comment on function internal.lock_members(uuid[]) is
    'Until the commit, deeds about what these members are to each other, and news to them, happen one after another.';
grant execute on function internal.lock_members(uuid[]) to topin_user, topin_worker;
