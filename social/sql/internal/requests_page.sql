create or replace function internal.requests_page(list_in text, limit_in int, cursor_in text) returns json
language plpgsql stable
as $$
declare
    me uuid := api.viewer_id();
    mark record := internal.cursor_read(list_in, cursor_in);
    page json;
begin
    with found as (  -- one of the two has rows; each reads no more of its index than the page takes
        (select r.created_at as at, r.requester_id as id, p as profile
           from public.follow_requests r join internal.listed_profiles(me) p on p.user_id = r.requester_id
          where list_in = 'requests' and r.target_id = me and (r.created_at, r.requester_id) < (mark.at, mark.id)
          order by r.created_at desc, r.requester_id desc limit limit_in + 1)
        union all
        (select r.created_at, r.target_id, p
           from public.follow_requests r join internal.listed_profiles(me) p on p.user_id = r.target_id
          where list_in = 'requests_sent' and r.requester_id = me and (r.created_at, r.target_id) < (mark.at, mark.id)
          order by r.created_at desc, r.target_id desc limit limit_in + 1)
    ), shown as (
        select * from found order by at desc, id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(internal.summary_json(profile)::jsonb
                               || jsonb_build_object('requested_at', internal.rfc3339(at)) order by at desc, id desc)
                             from shown), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after(list_in, at, id) from shown order by at, id limit 1) end)
      into page;
    return page;
end $$;
comment on function internal.requests_page(text, int, text) is
    'A page of the viewer''s open follow requests (requests or requests_sent) with the other member, newest first.';
