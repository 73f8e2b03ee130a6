-- security definer: an archive is read by a job for one member; of others it names whom that member may see.
create or replace function api.export_mutes(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.muted_id, 'item', json_build_object(
            'member', internal.member_named(user_in, page.muted_id), 'since', page.created_at)) order by page.muted_id), '[]')
      from (select * from public.mutes
             where muter_id = user_in and api.profile_exists_for(user_in, muted_id) and (after_in is null or muted_id > after_in) order by muted_id limit limit_in) page
$$;
comment on function api.export_mutes(uuid, uuid, int) is 'A page of the archive: whom a member muted, as far as they may be seen. Who muted them stays unsaid.';
grant execute on function api.export_mutes(uuid, uuid, int) to topin_worker;
