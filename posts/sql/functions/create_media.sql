-- security definer: members hand in files by this deed alone.
create or replace function api.create_media(media_in jsonb, pending_in int, bytes_in bigint) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    made public.post_media := pg_catalog.jsonb_populate_record(null::public.post_media, media_in);
begin
    -- Held, so that two at a time do not both find the last free place.
    perform from public.profiles p where p.user_id = api.viewer_id() for no key update;
    if (select count(*) from public.post_media m
         where m.user_id = api.viewer_id() and m.post_id is null and m.message_id is null and m.state = 'pending') >= pending_in then
        perform internal.refuse('TP409',
            'You have ' || pending_in || ' uploads that did not arrive yet. Finish or delete one of them first.', 'too_many_uploads');
    end if;
    if (select coalesce(sum(m.size), 0) from public.post_media m
         where m.user_id = api.viewer_id() and m.post_id is null and m.message_id is null) + made.size > bytes_in then
        perform internal.refuse('TP409',
            'You have a lot of files that are in no post or message. Publish, send or delete some of them first.', 'too_many_uploads');
    end if;
    insert into public.post_media (user_id, purpose, filename, content_type, size, sha256, alt_text, original)
    values (api.viewer_id(), made.purpose, made.filename, made.content_type, made.size, made.sha256, made.alt_text,
            'originals/' || pg_catalog.replace(pg_catalog.gen_random_uuid()::text, '-', ''))
    returning * into made;
    return json_build_object('media', internal.media_json(made.id, false), 'upload', internal.upload_json(made));
end $$;
comment on function api.create_media(jsonb, int, bigint) is
    'Takes note of a file that the viewer is going to upload, from fields that the door checked (filename, content_type, size, sha256, alt_text, purpose). Returns {media, upload}: Media, and what get_media_upload tells. Refuses while pending_in uploads of the viewer have not arrived, and when all that are in no post or message would have more than bytes_in bytes together.';
grant execute on function api.create_media(jsonb, int, bigint) to topin_user;
