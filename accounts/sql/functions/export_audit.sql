-- security definer: an archive holds what no screen shows; the job that makes it names the one member it is about.
create or replace function api.export_audit(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.id, 'item', json_build_object(
            'action', page.action, 'by_you', page.mine, 'subject_type', page.subject_type,
            'data', case when page.mine then page.data end, 'created_at', page.created_at)) order by page.id), '[]')
      from (select a.*, a.actor_id is not distinct from user_in as mine from public.audit_log a
             where user_in in (a.actor_id, a.subject_id) and (after_in is null or a.id > after_in)
             order by a.id limit limit_in) page
$$;
comment on function api.export_audit(uuid, uuid, int) is 'A page of the archive: what was written down of a member''s deeds, and of others'' deeds about them without telling whose.';
grant execute on function api.export_audit(uuid, uuid, int) to topin_worker;
