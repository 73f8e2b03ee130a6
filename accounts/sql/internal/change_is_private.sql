-- security definer: going public answers requests, so members cannot write the column alone.
create or replace function internal.change_is_private(private_in boolean) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    if not private_in then
        perform internal.accept_requests(500, 'infinity');
    else
        -- Whoever follows at this moment does so before or after: follow_member waits for the same lock.
        perform internal.lock_members(array[api.viewer_id()]);
    end if;
    update public.profiles set is_private = private_in, updated_at = now()
     where user_id = api.viewer_id() and is_private <> private_in;
end $$;
comment on function internal.change_is_private(boolean) is
    'Followers of the viewer need approval, or not any more: then those who wait become followers.';
grant execute on function internal.change_is_private(boolean) to topin_user;
