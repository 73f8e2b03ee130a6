-- security definer: an archive is read by a job for one member; of others it names nothing but the post.
create or replace function api.export_feed_feedback(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.post_id, 'item', json_build_object(
               'post_id', page.post_id, 'kind', page.kind, 'created_at', page.created_at)) order by page.post_id), '[]')
      from (select * from public.feed_feedback
             where user_id = user_in and (after_in is null or post_id > after_in) order by post_id limit limit_in) page
$$;
comment on function api.export_feed_feedback(uuid, uuid, int) is
    'A page of the archive: of which posts a member wants more or less like them; nothing of the posts themselves.';
grant execute on function api.export_feed_feedback(uuid, uuid, int) to topin_worker;
