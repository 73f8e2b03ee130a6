create or replace function api.is_media_pending(media_in uuid) returns boolean
language sql stable
as $$ select exists (select from post_media m where m.id = media_in and m.state = 'pending') $$;
comment on function api.is_media_pending(uuid) is 'Whether a medium still waits for its file.';
grant execute on function api.is_media_pending(uuid) to topin_worker;
