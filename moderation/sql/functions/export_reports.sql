-- security definer: an archive is read by a job for one member.
create or replace function api.export_reports(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.id, 'item', internal.message_report_json(page.id)) order by page.id), '[]')
      from (select id from public.message_reports
             where reporter_id = user_in and (after_in is null or id > after_in) order by id limit limit_in) page
$$;
comment on function api.export_reports(uuid, uuid, int) is
    'A page of the archive: what a member reported, in their own words, and what came of it; not what another had written.';
grant execute on function api.export_reports(uuid, uuid, int) to topin_worker;
