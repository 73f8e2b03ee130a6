-- security definer: requests are withdrawn by functions only.
create or replace function api.withdraw_follow_request(user_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
    perform internal.lock_both(user_in);
    if not internal.end_request(user_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
end $$;
comment on function api.withdraw_follow_request(uuid) is
    'Takes the viewer''s request to follow a member back; refuses where none waits, for one, when it was approved.';
grant execute on function api.withdraw_follow_request(uuid) to topin_user;
