-- security definer: who may see the list may see it whole, but for people at either end of a block.
create or replace function api.get_following_with_profiles(user_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    mark record := internal.cursor_read('following', cursor_in);
    page json;
begin
    perform internal.require_profile(user_in);
    with found as (
        select f.created_at as at, f.followed_id as id, p as profile
          from public.followers f join public.profiles p on p.user_id = f.followed_id
         where f.follower_id = user_in and (f.created_at, f.followed_id) < (mark.at, mark.id)
           and not p.is_hidden and f.followed_id <> all (array(select internal.hidden_from(me)))
         order by f.created_at desc, f.followed_id desc limit limit_in + 1
    ), shown as (
        select * from found order by at desc, id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.member_json(me, profile) order by at desc, id desc) from shown), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after('following', at, id) from shown order by at, id limit 1) end)
      into page;
    return page;
end $$;
comment on function api.get_following_with_profiles(uuid, int, text) is
    'A page of those whom a member follows, newest first, as the viewer may see them; refuses where the profile is limited.';
grant execute on function api.get_following_with_profiles(uuid, int, text) to topin_anon, topin_user, topin_staff;
