create or replace function internal.quiet_page(list_in text, limit_in int, cursor_in text) returns json
language plpgsql stable
as $$
declare
    me uuid := viewer_id();
    mark record := internal.cursor_read(list_in, cursor_in);
    page json;
begin
    with found as (  -- one of the two has rows; each reads no more than the page takes
        (select b.created_at as at, b.blocked_id as id, p as profile
           from blocked_users b join profiles p on p.user_id = b.blocked_id
          where list_in = 'blocked' and b.blocker_id = me and (b.created_at, b.blocked_id) < (mark.at, mark.id)
            and not p.is_hidden
          order by b.created_at desc, b.blocked_id desc limit limit_in + 1)
        union all
        (select m.created_at, m.muted_id, p
           from mutes m join profiles p on p.user_id = m.muted_id
          where list_in = 'muted' and m.muter_id = me and (m.created_at, m.muted_id) < (mark.at, mark.id)
            and not p.is_hidden
          order by m.created_at desc, m.muted_id desc limit limit_in + 1)
    ), shown as (
        select * from found order by at desc, id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.summary_json(profile)::jsonb
                               || jsonb_build_object(list_in || '_at', internal.rfc3339(at)) order by at desc, id desc)
                             from shown), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after(list_in, at, id) from shown order by at, id limit 1) end)
      into page;
    return page;
end $$;
comment on function internal.quiet_page(text, int, text) is
    'A page of those whom the viewer blocked or muted (list: blocked or muted), newest first, as far as they exist for the viewer.';
grant execute on function internal.quiet_page(text, int, text) to topin_user;
