-- security definer: an archive is read by a job for one member; of others it names whom that member may see.
create or replace function api.export_likes(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.id, 'item', json_build_object(
               'post_id', page.post_id, 'comment_id', page.comment_id, 'created_at', page.created_at)) order by page.id), '[]')
      from (select * from public.likes
             where user_id = user_in and (after_in is null or id > after_in) order by id limit limit_in) page
$$;
comment on function api.export_likes(uuid, uuid, int) is
    'A page of the archive: which posts and comments a member likes; nothing of what they say.';
grant execute on function api.export_likes(uuid, uuid, int) to topin_worker;
