-- security definer: as search_members.
create or replace function api.search_mentions(q_in text, limit_in int, cursor_in text, compared_in int) returns json
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
    me uuid := api.viewer_id();
    mark record := internal.cursor_read('search_mentions', cursor_in);  -- the score stands where others have the time
    named text;
    key text;
    page json;
begin
    select a.handle, a.key into named, key from internal.asked_name(q_in) a;
    with followed as materialized (
        select f.followed_id as id from public.followers f join internal.searchable_members(me) p on p.user_id = f.followed_id
         where f.follower_id = me and key <> ''
           and internal.name_key(' ' || p.handle || ' ' || p.display_name) like internal.name_pattern(key)
         limit compared_in
    ), found as materialized (
        select m.id from internal.members_named(me, named, key, compared_in) m (id)
        union select f.id from followed f
    ), reached as (
        select m.profile, found.id, m.handle = named as exact, follows.mine,
               (named <> '' and starts_with(m.handle, named))::int as begins, m.followers
          from found cross join lateral (  -- `offset 0`: looks at a key for each of a few
              select p as profile, p.handle, s.mention_policy, coalesce(c.followers, 0) as followers
                from public.profiles p join public.user_settings s on s.user_id = p.user_id
                left join public.profile_counters c on c.user_id = p.user_id where p.user_id = found.id offset 0
          ) m
         cross join lateral (
             select exists (select from public.followers f where f.follower_id = me and f.followed_id = found.id offset 0) as mine,
                    exists (select from public.followers f where f.follower_id = found.id and f.followed_id = me offset 0) as back
         ) follows
         where found.id is distinct from me
           and case m.mention_policy when 'everyone' then true when 'followers' then follows.mine
                    when 'mutuals' then follows.mine and follows.back else false end
    ), sorted as (
        select r.profile, r.id, r.mine, to_timestamp(
                   case when r.mine then 1000000 else 0 end + case when r.exact then 200000 else 0 end
                   + 100000 * r.begins + (4000 * ln(1 + r.followers))::bigint) as at
          from reached r
    ), behind as (
        select s.* from sorted s where (s.at, s.id) < (mark.at, mark.id) order by s.at desc, s.id desc limit limit_in + 1
    ), shown as (
        select b.* from behind b order by b.at desc, b.id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.summary_json(s.profile)::jsonb || jsonb_build_object('following', s.mine)
                               order by s.at desc, s.id desc) from shown s), '[]'),
        'next_cursor', case when (select count(*) from behind) > limit_in
            then (select internal.cursor_after('search_mentions', s.at, s.id) from shown s order by s.at, s.id limit 1) end)
      into page;
    return page;
end $$;
comment on function api.search_mentions(text, int, text, int) is
    'A page of those whom the viewer may mention and whose handle, or a part of whose name, begins like a text: whom they follow first, then exact and beginning handles, then the most followed.';
grant execute on function api.search_mentions(text, int, text, int) to topin_anon, topin_user, topin_staff;
