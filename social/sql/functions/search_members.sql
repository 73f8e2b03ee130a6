-- security definer: whom somebody blocked and who wants to be found members may not read; it is decided here.
create or replace function api.search_members(q_in text, limit_in int, cursor_in text, compared_in int) returns json
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
    me uuid := api.viewer_id();
    mark record := internal.cursor_read('search_members', cursor_in);  -- the score stands where others have the time
    named text;
    key text;
    near uuid[];
    w record := internal.search_weights();
    page json;
begin
    select a.handle, a.key into named, key from internal.asked_name(q_in) a;
    near := internal.known_of(me, w.follows_read);
    with found as materialized (
        select m.profile, like_it.id,
               case when m.handle = named then w.exact when named <> '' and starts_with(m.handle, named) then w.beginning else 0 end
               + (w.likeness * greatest(public.word_similarity(key, internal.name_key(m.handle)),
                                        public.word_similarity(key, internal.name_key(m.display_name))))::bigint
               + case when follows.mine then w.followed + case when follows.back then w.mutual else 0 end else 0 end
               + case when m.is_verified then w.verified else 0 end
               + (w.follower * ln(1 + m.followers))::bigint as score
          from (select n.id from internal.members_named(me, named, key, compared_in) n (id)
                 union select l.id from internal.members_like(me, key, compared_in) l (id)) like_it
         cross join lateral (  -- `offset 0`: looks at a key for each of a few
             select p as profile, p.handle, p.display_name, p.is_verified, coalesce(c.followers, 0) as followers
               from public.profiles p left join public.profile_counters c on c.user_id = p.user_id
              where p.user_id = like_it.id offset 0
         ) m
         cross join lateral (
             select exists (select from public.followers f where f.follower_id = me and f.followed_id = like_it.id offset 0) as mine,
                    exists (select from public.followers f where f.follower_id = like_it.id and f.followed_id = me offset 0) as back
         ) follows
    ), ranked as (
        select f.profile, f.id, f.score, row_number() over (order by f.score desc, f.id desc) as place from found f
    ), sorted as (
        select r.profile, r.id, to_timestamp(r.score + case when r.place <= w.friends_of and exists (
                   select from pg_catalog.unnest(near) n (id)
                     join public.followers f on f.follower_id = n.id and f.followed_id = r.id offset 0) then w.friend else 0 end) as at
          from ranked r
    ), behind as (
        select s.* from sorted s where (s.at, s.id) < (mark.at, mark.id) order by s.at desc, s.id desc limit limit_in + 1
    ), shown as (
        select b.* from behind b order by b.at desc, b.id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.member_json(me, s.profile) order by s.at desc, s.id desc) from shown s), '[]'),
        'next_cursor', case when (select count(*) from behind) > limit_in
            then (select internal.cursor_after('search_members', s.at, s.id) from shown s order by s.at, s.id limit 1) end)
      into page;
    return page;
end $$;
comment on function api.search_members(text, int, text, int) is
    'A page of people whose handle or name is like a text, the closest first: the exact handle, handles that begin so, then by likeness, what is between them and the viewer, the tick and followers. At most compared_in of each kind of likeness are compared.';
grant execute on function api.search_members(text, int, text, int) to topin_anon, topin_user, topin_staff;
