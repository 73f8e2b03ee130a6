create or replace function api.get_sealed_reports(master_in text, after_in uuid, limit_in int) returns json
language sql stable
as $$
    select coalesce(json_agg(json_build_object('id', r.id, 'master', r.master, 'sealed', encode(r.sealed, 'base64')) order by r.id), '[]')
      from (select id, master, sealed from message_reports
             where master = master_in and (after_in is null or id > after_in) order by id limit limit_in) r
$$;
comment on function api.get_sealed_reports(text, uuid, int) is
    'Copies of reported messages that are sealed under a master key, by id, after one: [{id, master, sealed}].';
grant execute on function api.get_sealed_reports(text, uuid, int) to topin_worker;
