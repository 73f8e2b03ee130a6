-- security definer: invites are written by functions only, and blocks of others decide, which members may not read.
create or replace function api.invite_to_circle(circle_in uuid, users_in uuid[], expires_in timestamptz) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    invited uuid[];
    results json;
begin
    perform internal.lock_circle(circle_in);
    perform internal.require_circle_role(circle_in, 'owner', 'moderator');
    perform internal.require_future(expires_in, 'expires_at');
    -- After the circle: nobody blocks one of them in between.
    perform internal.lock_members(users_in || api.viewer_id());
    with asked as (  -- whoever is named twice is invited once
        select a.id, a.place, row_number() over (partition by a.id order by a.place) > 1 as again
          from unnest(users_in) with ordinality a(id, place)
    ), answered as (
        select a.id, a.place, case when a.again and s.standing = 'invited' then 'already_invited' else s.standing end as status
          from asked a cross join lateral (select internal.invite_standing(circle_in, a.id) as standing) s
    )
    select json_agg(json_build_object('user_id', id, 'status', status) order by place),
           array_agg(id order by place) filter (where status = 'invited')
      into results, invited
      from answered;
    -- One that expired counts as none, and begins anew.
    insert into public.circle_invites (circle_id, inviter_id, invitee_id, expires_at)
    select circle_in, api.viewer_id(), u.id, expires_in from unnest(invited) u(id)
    on conflict (circle_id, invitee_id) do update
       set inviter_id = excluded.inviter_id, expires_at = excluded.expires_at, created_at = now();
    perform internal.event_record('circle_invited', circle_in, jsonb_build_object('user_id', u.id)) from unnest(invited) u(id);
    return json_build_object('results', coalesce(results, '[]'));
end $$;
comment on function api.invite_to_circle(uuid, uuid[], timestamptz) is
    'Invites people to a circle, in person, and says of each in the order given what came of it: {results: [{user_id, status}]}.';
grant execute on function api.invite_to_circle(uuid, uuid[], timestamptz) to topin_user;
