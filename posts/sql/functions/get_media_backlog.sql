-- security definer: whose media they are concerns nobody here.
create or replace function api.get_media_backlog() returns json
language sql stable security definer set search_path = ''
as $$
    select json_build_object(
        'waiting', count(*) filter (where state = 'processing'),
        'oldest_seconds', coalesce(extract(epoch from now() - min(completed_at) filter (where state = 'processing')), 0),
        'failed_today', count(*) filter (where state = 'failed' and completed_at >= pg_catalog.date_trunc('day', now())))
      from public.post_media
     where post_id is null and message_id is null -- only what is ready is in something; these are few
$$;
comment on function api.get_media_backlog() is
    'Files that arrived and are not processed yet: how many, how old the oldest is; and how many that arrived today cannot be shown.';
grant execute on function api.get_media_backlog() to topin_worker, topin_staff;
