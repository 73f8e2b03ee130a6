-- security definer: an archive holds what no screen shows; the job that makes it names the one member it is about.
create or replace function api.export_media(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', (it).id, 'item',
            to_jsonb(it) - '{user_id,original,upload_id,content_id}'::text[] || jsonb_build_object(
                'kind', c.kind, 'width', c.width, 'height', c.height, 'duration', c.duration, 'file', file.path),
            'files', case when file.name is null then '[]' else json_build_array(
                json_build_object('store', 'private', 'name', file.name, 'path', file.path)) end) order by (it).id), '[]')
      from (select m as it from public.post_media m
             where m.user_id = user_in and (after_in is null or m.id > after_in)
               and (m.message_id is null or internal.can_see_message(user_in, m.message_id))
             order by m.id limit limit_in) page
      left join public.media_contents c on c.id = (it).content_id
      left join lateral internal.exported_file(it, c) file on true
$$;
comment on function api.export_media(uuid, uuid, int) is
    'A page of the archive: what a member uploaded and described, in posts, messages that they still see, or nothing, each with its largest rendition or, where there is none, the file as it came.';
grant execute on function api.export_media(uuid, uuid, int) to topin_worker;
