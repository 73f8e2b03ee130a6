create or replace function api.get_media_work(media_in uuid) returns json
language sql stable
as $$
    select json_build_object('original', original, 'content_type', content_type, 'purpose', purpose,
                             'size', size, 'sha256', sha256)
      from post_media where id = media_in and state = 'processing'
$$;
comment on function api.get_media_work(uuid) is
    'What the media worker needs to know of a medium that is to be processed: {original, content_type, purpose, size, sha256}; null where there is nothing to do.';
grant execute on function api.get_media_work(uuid) to topin_worker;
