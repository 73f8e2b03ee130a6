create or replace function internal.export_json(export_in public.data_exports) returns json
language sql stable
as $$
    select json_build_object('id', export_in.id,
        'status', case when export_in.expires_at <= now() then 'expired' else export_in.status end,
        'progress', export_in.progress, 'size', export_in.size,
        'created_at', internal.rfc3339(export_in.created_at), 'expires_at', internal.rfc3339(export_in.expires_at))
$$;
comment on function internal.export_json(data_exports) is 'An archive as its member sees it, but for its address, which is signed outside of the database.';
grant execute on function internal.export_json(data_exports) to topin_user;
