create or replace function internal.increment_comment_likes(comment_in uuid, delta_in int) returns boolean
language plpgsql volatile
as $$
declare
    author uuid;
    post uuid;
begin
    if delta_in > 0 then
        -- The comment is held until the commit: who deletes it finds this like, or the like finds it deleted.
        insert into public.likes (user_id, comment_id)
        select api.viewer_id(), c.id from public.comments c
         where c.id = comment_in and c.deleted_at is null and internal.can_see_comment(api.viewer_id(), c.id)
           for key share
        on conflict (comment_id, user_id) where comment_id is not null do nothing;
    else
        delete from public.likes l
         where l.comment_id = comment_in and l.user_id = api.viewer_id()
           and internal.can_see_comment(api.viewer_id(), comment_in);
    end if;
    if not found then
        return false;
    end if;
    perform internal.count_change('comment_likes', comment_in, delta_in);
    select c.author_id, c.post_id into author, post from public.comments c where c.id = comment_in;
    perform internal.event_record(case when delta_in > 0 then 'comment_liked' else 'comment_unliked' end,
                                  comment_in, pg_catalog.jsonb_build_object('author_id', author, 'post_id', post));
    return true;
end $$;
comment on function internal.increment_comment_likes(uuid, int) is
    'The viewer''s like of a comment they see comes (1) or goes (-1): row, delta and event; false when nothing changed.';
