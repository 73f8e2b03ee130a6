-- security definer: an archive holds what no screen shows; the job that makes it names the one member it is about.
create or replace function api.export_posts(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.id, 'item', to_jsonb(page) - '{author_id,hidden_at}'::text[]
            || jsonb_build_object('likes', coalesce(c.likes, 0) + internal.count_pending('post_likes', page.id),
                                  'hidden', page.hidden_at is not null,
                                  'tags', array(select t.tag from public.post_tags t where t.post_id = page.id order by t.place))) order by page.id), '[]')
      from (select * from public.posts
             where author_id = user_in and (after_in is null or id > after_in) order by id limit limit_in) page
      left join public.post_counters c on c.post_id = page.id
$$;
comment on function api.export_posts(uuid, uuid, int) is 'A page of the archive: a member''s own posts, deleted ones too while they are kept, with counts and tags.';
grant execute on function api.export_posts(uuid, uuid, int) to topin_worker;
