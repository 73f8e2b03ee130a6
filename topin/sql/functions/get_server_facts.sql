-- security definer: which code and migrations are loaded is asked before anybody may read their tables.
create or replace function api.get_server_facts() returns json
language sql stable security definer set search_path = ''
as $$
    select json_build_object(
        'superuser', (select rolsuper or rolbypassrls from pg_catalog.pg_roles where rolname = session_user),
        'fsync', current_setting('fsync'),
        'full_page_writes', current_setting('full_page_writes'),
        'data_checksums', current_setting('data_checksums'),
        'code_digest', obj_description('api'::regnamespace, 'pg_namespace'),
        'migrations', (select json_agg(json_build_array(app, name)) from public.django_migrations))
$$;
comment on function api.get_server_facts() is 'What a server checks before it serves: login, durability, loaded code, applied migrations.';
grant execute on function api.get_server_facts() to topin_worker;
