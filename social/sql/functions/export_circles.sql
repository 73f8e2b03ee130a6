-- security definer: an archive is read by a job for one member; of others it names whom that member may see.
create or replace function api.export_circles(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.circle_id, 'item', json_build_object(
            'circle', internal.circle_named(user_in, page.circle_id), 'role', page.role, 'joined_at', page.joined_at)) order by page.circle_id), '[]')
      from (select * from public.circle_members
             where user_id = user_in and (after_in is null or circle_id > after_in) order by circle_id limit limit_in) page
$$;
comment on function api.export_circles(uuid, uuid, int) is 'A page of the archive: the circles of a member, and what they are there.';
grant execute on function api.export_circles(uuid, uuid, int) to topin_worker;
