-- security definer: leaves out people at either end of a block, and the blocked may not read theirs.
create or replace function api.get_circle_invites(limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    mark record := internal.cursor_read('circle_invites', cursor_in);
    page json;
begin
    with found as (
        select i.created_at as at, i.id, i.expires_at, c as circle, p as inviter
          from public.circle_invites i
          join public.circles c on c.id = i.circle_id and c.closed_at is null
          join internal.listed_profiles(me) p on p.user_id = i.inviter_id
         where i.invitee_id = me and (i.created_at, i.id) < (mark.at, mark.id)
           and (i.expires_at is null or i.expires_at > now())
         order by i.created_at desc, i.id desc limit limit_in + 1
    ), shown as (
        select * from found order by at desc, id desc limit limit_in
    )
    select json_build_object(
        'items', coalesce((select json_agg(json_build_object('circle', internal.circle_json(me, circle),
                'inviter', internal.summary_json(inviter), 'invited_at', internal.rfc3339(at),
                'expires_at', internal.rfc3339(expires_at)) order by at desc, id desc) from shown), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after('circle_invites', at, id) from shown order by at, id limit 1) end)
      into page;
    return page;
end $$;
comment on function api.get_circle_invites(int, text) is
    'A page of the viewer''s personal invites to circles that still let them in, newest first.';
grant execute on function api.get_circle_invites(int, text) to topin_user;
