-- security definer: a like is a row, a count and an event together; members cannot write any of them alone.
create or replace function internal.increment_post_likes(post_in uuid, delta_in int) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
    author uuid;
begin
    if delta_in > 0 then
        insert into public.likes (user_id, post_id)
        select api.viewer_id(), p.id from public.posts p
         where p.id = post_in and p.status = 'published' and api.can_see_post(api.viewer_id(), p.id)
        on conflict (post_id, user_id) do nothing;
    else
        delete from public.likes l
         where l.post_id = post_in and l.user_id = api.viewer_id() and api.can_see_post(api.viewer_id(), post_in);
    end if;
    if not found then
        return false;
    end if;
    perform internal.count_change('post_likes', post_in, delta_in);
    select p.author_id into author from public.posts p where p.id = post_in;
    perform internal.event_record(case when delta_in > 0 then 'post_liked' else 'post_unliked' end,
                                  post_in, pg_catalog.jsonb_build_object('author_id', author));
    return true;
end $$;
comment on function internal.increment_post_likes(uuid, int) is
    'The viewer''s like of a post they see comes (1) or goes (-1): row, delta and event; false when nothing changed.';
grant execute on function internal.increment_post_likes(uuid, int) to topin_user;
