-- security definer: an archive is read by a job for one member.
create or replace function api.export_push_devices(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    -- Tokens and keys are the provider's secrets with the device, and of no use to a reader.
    select coalesce(json_agg(json_build_object('key', page.id,
               'item', to_jsonb(page) - '{user_id,token,p256dh,auth,session_id}'::text[]) order by page.id), '[]')
      from (select * from public.devices
             where user_id = user_in and (after_in is null or id > after_in) order by id limit limit_in) page
$$;
comment on function api.export_push_devices(uuid, uuid, int) is 'A page of the archive: where a member gets pushes.';
grant execute on function api.export_push_devices(uuid, uuid, int) to topin_worker;
