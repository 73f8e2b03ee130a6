create or replace function api.get_profile(user_in uuid, online_in interval default '60 seconds') returns json
language plpgsql stable
as $$
declare
    profile json := internal.profile_json(viewer_id(), user_in, online_in);
begin
    if profile is null then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    return profile;
end $$;
comment on function api.get_profile(uuid, interval) is 'A member''s profile as the viewer may see it; refuses where it does not exist for them.';
grant execute on function api.get_profile(uuid, interval) to topin_anon, topin_user, topin_staff;
