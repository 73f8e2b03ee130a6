create or replace function internal.people_page(list_in text, user_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable
as $$
declare
    me uuid := api.viewer_id();
    mark record := internal.cursor_read(list_in, cursor_in);
    page json;
begin
    perform internal.require_profile(user_in);
    with found as (  -- one of these has rows; each reads no more of its index than the page takes
        (select f.created_at as at, f.follower_id as id, p as profile
           from public.followers f join internal.listed_profiles(me) p on p.user_id = f.follower_id
          where list_in = 'followers' and f.followed_id = user_in and (f.created_at, f.follower_id) < (mark.at, mark.id)
          order by f.created_at desc, f.follower_id desc limit limit_in + 1)
        union all
        (select f.created_at, f.followed_id, p
           from public.followers f join internal.listed_profiles(me) p on p.user_id = f.followed_id
          where list_in = 'following' and f.follower_id = user_in and (f.created_at, f.followed_id) < (mark.at, mark.id)
          order by f.created_at desc, f.followed_id desc limit limit_in + 1)
        union all
        (select f.created_at, f.follower_id, p
           from public.followers mine join public.followers f on f.follower_id = mine.followed_id
           join internal.listed_profiles(me) p on p.user_id = f.follower_id
          where list_in = 'mutuals' and mine.follower_id = me and f.followed_id = user_in
            and (f.created_at, f.follower_id) < (mark.at, mark.id)
          order by f.created_at desc, f.follower_id desc limit limit_in + 1)
    ), shown as (
        select * from found order by at desc, id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.member_json(me, profile) order by at desc, id desc) from shown), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after(list_in, at, id) from shown order by at, id limit 1) end)
      into page;
    return page;
end $$;
comment on function internal.people_page(text, uuid, int, text) is
    'A page of the people around a member (followers, following or mutuals), newest first, for whoever may see the profile.';
