-- security definer: jobs (worker) publish for members through here only.
create or replace function api.publish_scheduled(limit_in int) returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
    due uuid[] := array(
        select p.id from public.posts p where p.status = 'scheduled' and p.scheduled_at <= now() and p.deleted_at is null
         order by p.scheduled_at, p.id limit limit_in);
    post public.posts;
begin
    -- Circles before members before posts, as everywhere.
    perform internal.keep_member(p.circle_id, p.author_id) from public.posts p
      where p.id = any (due) and p.circle_id is not null order by p.circle_id, p.author_id;
    perform internal.lock_members(array(select p.author_id from public.posts p where p.id = any (due)));
    for post in
        -- Whoever came first has it: the other finds it published, or held.
        select * from public.posts p
         where p.id = any (due) and p.status = 'scheduled' and p.scheduled_at <= now()
         order by p.id for no key update skip locked
    loop
        if internal.may_come_out(post) then
            perform internal.publish_post(post.id, post.author_id);
            perform internal.stream_append(post.author_id, 'post.published', pg_catalog.jsonb_build_object('post_id', post.id));
        else
            update public.posts p set status = 'draft', scheduled_at = null where p.id = post.id;
        end if;
    end loop;
    return cardinality(due);
end $$;
comment on function api.publish_scheduled(int) is
    'Publishes scheduled posts whose time has come, each once however many run it, tells their authors, and returns how many it looked at. What may not be published any more becomes a draft again.';
grant execute on function api.publish_scheduled(int) to topin_worker;
