-- security definer: counts rest on rows that the viewer may not read one by one.
create or replace function api.get_follower_count(user_in uuid) returns bigint
language plpgsql stable security definer set search_path = ''
as $$
begin
    perform internal.require_profile(user_in);
    return internal.follower_count(user_in);
end $$;
comment on function api.get_follower_count(uuid) is
    'How many follow a member, exact, the same for every viewer who may see the profile; others are refused.';
grant execute on function api.get_follower_count(uuid) to topin_anon, topin_user, topin_staff;
