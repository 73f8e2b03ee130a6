-- security definer: links are read through here only, by owner and moderators.
create or replace function api.get_circle_links(circle_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    mark record := internal.cursor_read('circle_links', cursor_in);
    page json;
begin
    perform internal.require_circle_role(circle_in, 'owner', 'moderator');
    with found as (  -- few: how many may be open is limited. A link stays manageable when its maker is out of sight.
        select i.created_at as at, i.id, i as link, (select p from internal.listed_profiles(me) p where p.user_id = i.inviter_id) as inviter
          from public.circle_invites i
         where i.circle_id = circle_in and internal.is_open_link(i) and (i.created_at, i.id) < (mark.at, mark.id)
         order by i.created_at desc, i.id desc limit limit_in + 1
    ), shown as (
        select * from found order by at desc, id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(json_build_object('id', id,
                'inviter', case when (inviter).user_id is not null then internal.summary_json(inviter) end,
                'max_uses', (link).max_uses, 'uses', (link).uses, 'expires_at', internal.rfc3339((link).expires_at),
                'created_at', internal.rfc3339(at)) order by at desc, id desc) from shown), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after('circle_links', at, id) from shown order by at, id limit 1) end)
      into page;
    return page;
end $$;
comment on function api.get_circle_links(uuid, int, text) is
    'A page of the open links into a circle, newest first, for its owner and moderators; the codes are known to nobody any more.';
grant execute on function api.get_circle_links(uuid, int, text) to topin_user;
