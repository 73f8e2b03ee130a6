-- security definer: an archive is read by a job for one member; of others it names whom that member may see.
create or replace function api.export_requests_sent(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.target_id, 'item', json_build_object(
            'member', internal.member_named(user_in, page.target_id), 'asked_at', page.created_at)) order by page.target_id), '[]')
      from (select * from public.follow_requests
             where requester_id = user_in and (after_in is null or target_id > after_in) order by target_id limit limit_in) page
$$;
comment on function api.export_requests_sent(uuid, uuid, int) is 'A page of the archive: whom a member asked to follow.';
grant execute on function api.export_requests_sent(uuid, uuid, int) to topin_worker;
