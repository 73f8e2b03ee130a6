create or replace function api.notify_media_failed(media_in uuid) returns uuid
language sql volatile
as $$
    select api.notify_alone(m.user_id, 'media_failed', 'media', m.id)
      from post_media m where m.id = media_in and m.state = 'failed'
$$;
comment on function api.notify_media_failed(uuid) is 'Tells whoever handed in a file that nothing could be made of it; null when it was tried again since.';
grant execute on function api.notify_media_failed(uuid) to topin_worker;
