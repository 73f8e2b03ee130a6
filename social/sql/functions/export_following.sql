-- security definer: an archive is read by a job for one member; of others it names whom that member may see.
create or replace function api.export_following(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.followed_id, 'item', json_build_object(
            'member', internal.member_named(user_in, page.followed_id), 'since', page.created_at)) order by page.followed_id), '[]')
      from (select * from public.followers
             where follower_id = user_in and (after_in is null or followed_id > after_in) order by followed_id limit limit_in) page
$$;
comment on function api.export_following(uuid, uuid, int) is 'A page of the archive: whom a member follows.';
grant execute on function api.export_following(uuid, uuid, int) to topin_worker;
