-- security definer: an archive is read by a job for one member; of others it names whom that member may see.
create or replace function api.export_notifications(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.id, 'item', to_jsonb(page) - '{user_id,group_key}'::text[]
            || jsonb_build_object('actors', coalesce((
                select jsonb_agg(internal.member_named(user_in, a.user_id))
                  from internal.notification_actors_for(user_in, page.id) a), '[]'))) order by page.id), '[]')
      from (select * from public.notifications
             where user_id = user_in and (after_in is null or id > after_in) order by id limit limit_in) page
$$;
comment on function api.export_notifications(uuid, uuid, int) is 'A page of the archive: what a member was told, by whom as far as they may be seen.';
grant execute on function api.export_notifications(uuid, uuid, int) to topin_worker;
