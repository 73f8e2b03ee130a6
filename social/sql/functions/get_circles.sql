create or replace function api.get_circles(limit_in int, cursor_in text, q_in text, discover_in boolean) returns json
language plpgsql stable
as $$
declare
    me uuid := viewer_id();
    list text := case when discover_in then 'circles_to_discover' else 'circles' end;
    mark record := internal.cursor_read(list, cursor_in);
    key text := btrim(internal.name_key(q_in));
    page json;
begin
    -- Discovering goes by size: the cursor's time is the number of members, in seconds.
    with found as (  -- one of the two has rows
        (select m.joined_at as at, c.id, c as circle
           from circle_members m join circles c on c.id = m.circle_id
          where not discover_in and m.user_id = me and (m.joined_at, m.circle_id) < (mark.at, mark.id)
            and (q_in = '' or position(lower(q_in) in lower(c.name)) > 0 or position(lower(q_in) in c.slug) > 0)
          order by m.joined_at desc, m.circle_id desc limit limit_in + 1)
        union all
        (select to_timestamp(c.members_count), c.id, c::circles
           from internal.discover_circles(me, key, case when mark.at = 'infinity' then 2147483647 else extract(epoch from mark.at)::bigint end,
                                          mark.id, limit_in + 1) c
          where discover_in and (q_in = '' or key <> '') and strpos(q_in, chr(10)) = 0)
    ), shown as (
        select * from found order by at desc, id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.circle_json(me, circle) order by at desc, id desc) from shown), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after(list, at, id) from shown order by at, id limit 1) end)
      into page;
    return page;
end $$;
comment on function api.get_circles(int, text, text, boolean) is
    'A page of the viewer''s circles, newest joined first; or (discover_in) of all that are not secret and did not ban them, largest first. q_in narrows by name and slug.';
grant execute on function api.get_circles(int, text, text, boolean) to topin_user;
