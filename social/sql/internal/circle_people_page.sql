create or replace function internal.circle_people_page(
    list_in text, circle_in uuid, role_in text, limit_in int, cursor_in text
) returns json
language plpgsql stable
as $$
declare
    me uuid := api.viewer_id();
    mark record := internal.cursor_read(list_in, cursor_in);
    page json;
begin
    with found as (  -- one of these has rows; each reads no more of its index than the page takes
        (select m.joined_at as at, m.user_id as id, p as profile,
                jsonb_build_object('role', m.role, 'joined_at', internal.rfc3339(m.joined_at)) as facts
           from public.circle_members m join internal.listed_profiles(me) p on p.user_id = m.user_id
          where list_in = 'circle_members' and m.circle_id = circle_in and (role_in is null or m.role = role_in)
            and (m.joined_at, m.user_id) < (mark.at, mark.id)
          order by m.joined_at desc, m.user_id desc limit limit_in + 1)
        union all
        (select r.created_at, r.user_id, p, jsonb_build_object('requested_at', internal.rfc3339(r.created_at))
           from public.circle_requests r join internal.listed_profiles(me) p on p.user_id = r.user_id
          where list_in = 'circle_requests' and r.circle_id = circle_in and (r.created_at, r.user_id) < (mark.at, mark.id)
          order by r.created_at desc, r.user_id desc limit limit_in + 1)
        union all
        (select b.created_at, b.user_id, p, jsonb_build_object('banned_at', internal.rfc3339(b.created_at))
           from public.circle_bans b join internal.listed_profiles(me) p on p.user_id = b.user_id
          where list_in = 'circle_bans' and b.circle_id = circle_in and (b.created_at, b.user_id) < (mark.at, mark.id)
          order by b.created_at desc, b.user_id desc limit limit_in + 1)
    ), shown as (
        select * from found order by at desc, id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.summary_json(profile)::jsonb || facts order by at desc, id desc) from shown), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after(list_in, at, id) from shown order by at, id limit 1) end)
      into page;
    return page;
end $$;
comment on function internal.circle_people_page(text, uuid, text, int, text) is
    'A page of the people around a circle (circle_members, of one role or all; circle_requests; circle_bans), newest first, as far as they exist for the viewer. The caller has asked who may read it.';
