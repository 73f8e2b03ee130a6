-- security definer: an archive is read by a job for one member; of others it names whom that member may see.
create or replace function api.export_circle_invites(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.id, 'item', json_build_object(
            'circle', internal.circle_named(user_in, page.circle_id),
            'inviter', internal.member_named(user_in, page.inviter_id), 'invited_at', page.created_at, 'expires_at', page.expires_at)) order by page.id), '[]')
      from (select * from public.circle_invites
             where invitee_id = user_in and (after_in is null or id > after_in) order by id limit limit_in) page
$$;
comment on function api.export_circle_invites(uuid, uuid, int) is 'A page of the archive: circles that a member was invited to.';
grant execute on function api.export_circle_invites(uuid, uuid, int) to topin_worker;
