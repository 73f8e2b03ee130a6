-- security definer: who may see the list may see it whole, but for people at either end of a block.
create or replace function api.get_followers_with_profiles(user_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    mark record := internal.cursor_read('followers', cursor_in);
    page json;
begin
    perform internal.require_profile(user_in);
    with found as (
        select f.created_at as at, f.follower_id as id, p as profile
          from public.followers f join public.profiles p on p.user_id = f.follower_id
         where f.followed_id = user_in and (f.created_at, f.follower_id) < (mark.at, mark.id)
           and not p.is_hidden and f.follower_id <> all (array(select internal.hidden_from(me)))
         order by f.created_at desc, f.follower_id desc limit limit_in + 1
    ), shown as (
        select * from found order by at desc, id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.member_json(me, profile) order by at desc, id desc) from shown), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after('followers', at, id) from shown order by at, id limit 1) end)
      into page;
    return page;
end $$;
comment on function api.get_followers_with_profiles(uuid, int, text) is
    'A page of those who follow a member, newest first, as the viewer may see them; refuses where the profile is limited.';
grant execute on function api.get_followers_with_profiles(uuid, int, text) to topin_anon, topin_user, topin_staff;
