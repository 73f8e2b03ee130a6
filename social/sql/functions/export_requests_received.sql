-- security definer: an archive is read by a job for one member; of others it names whom that member may see.
create or replace function api.export_requests_received(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.requester_id, 'item', json_build_object(
            'member', internal.member_named(user_in, page.requester_id), 'asked_at', page.created_at)) order by page.requester_id), '[]')
      from (select * from public.follow_requests
             where target_id = user_in and api.profile_exists_for(user_in, requester_id) and (after_in is null or requester_id > after_in) order by requester_id limit limit_in) page
$$;
comment on function api.export_requests_received(uuid, uuid, int) is 'A page of the archive: who asked to follow a member, as far as they may be seen.';
grant execute on function api.export_requests_received(uuid, uuid, int) to topin_worker;
