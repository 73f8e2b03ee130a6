-- security definer: an archive holds what no screen shows; the job that makes it names the one member it is about.
create or replace function api.export_settings(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', user_in, 'item', internal.settings_json(user_in))), '[]')
      from public.user_settings s where s.user_id = user_in and after_in is null
$$;
comment on function api.export_settings(uuid, uuid, int) is 'All settings, as the only item of a page of the archive.';
grant execute on function api.export_settings(uuid, uuid, int) to topin_worker;
