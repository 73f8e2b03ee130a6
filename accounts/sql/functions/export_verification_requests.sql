-- security definer: an archive holds what no screen shows; the job that makes it names the one member it is about.
create or replace function api.export_verification_requests(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.id, 'item', to_jsonb(page) - '{user_id,decided_by_id}'::text[]) order by page.id), '[]')
      from (select * from public.verification_requests
             where user_id = user_in and (after_in is null or id > after_in) order by id limit limit_in) page
$$;
comment on function api.export_verification_requests(uuid, uuid, int) is 'A page of the archive: requests for the blue tick and what was answered, not by whom.';
grant execute on function api.export_verification_requests(uuid, uuid, int) to topin_worker;
