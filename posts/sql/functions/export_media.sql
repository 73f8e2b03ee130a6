-- security definer: an archive holds what no screen shows; the job that makes it names the one member it is about.
create or replace function api.export_media(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.id, 'item',
            to_jsonb(page) - '{user_id,original,upload_id,content_id}'::text[] || jsonb_build_object(
                'kind', c.kind, 'width', c.width, 'height', c.height, 'duration', c.duration, 'file', file.path),
            'files', case when file.name is null then '[]' else json_build_array(
                json_build_object('store', 'private', 'name', file.name, 'path', file.path)) end) order by page.id), '[]')
      from (select * from public.post_media
             where user_id = user_in and (after_in is null or id > after_in) order by id limit limit_in) page
      left join public.media_contents c on c.id = page.content_id
      left join lateral (
          -- The largest of what was made of it; the file as it came, where nothing was.
          select coalesce('media/' || c.folder || '/' || made.main, page.original) as name,
                 'media/' || page.id || '-' || page.filename || coalesce('.' || pg_catalog.split_part(made.main, '.', 2), '') as path
            from (select) it
            left join lateral internal.media_files(c.variants, c.kind) made on page.state = 'ready' and page.purpose <> 'document'
      ) file on page.state <> 'pending'
$$;
comment on function api.export_media(uuid, uuid, int) is
    'A page of the archive: what a member uploaded and described, in posts or not, each with its largest rendition or, where there is none, the file as it came.';
grant execute on function api.export_media(uuid, uuid, int) to topin_worker;
