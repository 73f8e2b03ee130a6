-- security definer: an archive is read by a job for one member; of others it names whom that member may see.
create or replace function api.export_blocks(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.blocked_id, 'item', json_build_object(
            'member', internal.member_named(user_in, page.blocked_id), 'since', page.created_at)) order by page.blocked_id), '[]')
      from (select * from public.blocked_users
             where blocker_id = user_in and (after_in is null or blocked_id > after_in) order by blocked_id limit limit_in) page
$$;
comment on function api.export_blocks(uuid, uuid, int) is 'A page of the archive: whom a member blocked. Who blocked them stays unsaid.';
grant execute on function api.export_blocks(uuid, uuid, int) to topin_worker;
