create or replace function internal.upload_json(media_in public.post_media) returns json
language sql stable
as $$
    select json_build_object('id', media_in.id, 'state', media_in.state, 'original', media_in.original,
        'upload_id', media_in.upload_id, 'size', media_in.size, 'content_type', media_in.content_type)
$$;
comment on function internal.upload_json(post_media) is
    'What the storage has to know of an upload: {id, state, original, upload_id, size, content_type}. Not for members.';
grant execute on function internal.upload_json(post_media) to topin_user, topin_worker;
