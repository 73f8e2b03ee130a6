-- security definer: as get_for_you.
create or replace function api.refresh_feed(user_in uuid, length_in int) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
    perform internal.hold_personalised(user_in);
    -- Whoever reads it now makes it anew themselves, if need be.
    perform from public.feed_states s where s.user_id = user_in for no key update skip locked;
    if not found then
        return false;
    end if;
    perform internal.make_feed(user_in, length_in);
    return true;
end $$;
comment on function api.refresh_feed(uuid, int) is
    'Works out a member''s for-you feed anew, length_in posts ahead. Says whether it did: not while it is being read, nor for who never reads it.';
grant execute on function api.refresh_feed(uuid, int) to topin_worker;
