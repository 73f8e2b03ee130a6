-- security definer: an archive holds what no screen shows; the job that makes it names the one member it is about.
create or replace function api.export_documents(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.id, 'item', to_jsonb(page) - '{user_id,name}'::text[],
            'files', json_build_array(json_build_object('store', 'private', 'name', page.name,
                'path', 'documents/' || page.id || '-' || page.filename))) order by page.id), '[]')
      from (select * from public.documents
             where user_id = user_in and (after_in is null or id > after_in) order by id limit limit_in) page
$$;
comment on function api.export_documents(uuid, uuid, int) is 'A page of the archive: documents that a member handed in, with their files.';
grant execute on function api.export_documents(uuid, uuid, int) to topin_worker;
