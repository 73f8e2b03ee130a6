-- security definer: an archive is read by a job for one member; of others it names whom that member may see.
create or replace function api.export_dismissed_suggestions(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.dismissed_id, 'item', json_build_object(
            'member', internal.member_named(user_in, page.dismissed_id), 'since', page.created_at)) order by page.dismissed_id), '[]')
      from (select * from public.dismissed_suggestions
             where user_id = user_in and api.profile_exists_for(user_in, dismissed_id) and (after_in is null or dismissed_id > after_in) order by dismissed_id limit limit_in) page
$$;
comment on function api.export_dismissed_suggestions(uuid, uuid, int) is 'A page of the archive: who is not to be suggested to a member again, as far as they may be seen.';
grant execute on function api.export_dismissed_suggestions(uuid, uuid, int) to topin_worker;
