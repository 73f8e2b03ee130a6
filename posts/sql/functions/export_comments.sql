-- security definer: an archive holds what no screen shows; the job that makes it names the one member it is about.
create or replace function api.export_comments(user_in uuid, after_in uuid, limit_in int) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(json_build_object('key', page.id, 'item',
            to_jsonb(page) - '{author_id,hidden_at,deleted_at,depth}'::text[]
            || jsonb_build_object('hidden', page.hidden_at is not null,
                                  'likes', coalesce(c.likes, 0) + internal.count_pending('comment_likes', page.id),
                                  'replies', coalesce(c.replies, 0) + internal.count_pending('comment_replies', page.id)))
            order by page.id), '[]')
      from (select * from public.comments
             where author_id = user_in and (after_in is null or id > after_in) order by id limit limit_in) page
      left join public.comment_counters c on c.comment_id = page.id
$$;
comment on function api.export_comments(uuid, uuid, int) is
    'A page of the archive: what a member commented, with counts; nothing of the posts and comments that it answers but their ids.';
grant execute on function api.export_comments(uuid, uuid, int) to topin_worker;
