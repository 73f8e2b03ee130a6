-- security definer: a deleted post is in nobody's sight, its author's too.
create or replace function api.restore_post(post_in uuid, days_in int) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    mine public.posts;
begin
    select * into mine from public.posts p
     where p.id = post_in and p.author_id = api.viewer_id() for no key update;
    if not found then
        perform internal.refuse('TP404', 'There is nothing here');
    elsif mine.deleted_at is null then
        return internal.post_json(post_in);
    elsif mine.deleted_at <= now() - pg_catalog.make_interval(days => days_in) then
        perform internal.refuse('TP410', 'You deleted this post too long ago.');
    elsif mine.circle_id is not null then
        perform internal.hold_membership(mine.circle_id);
    end if;
    update public.posts p set deleted_at = null where p.id = post_in;
    perform internal.count_change('posts', mine.author_id, 1);
    if mine.quote_id is not null then
        perform internal.count_change('post_quotes', mine.quote_id, 1);
    end if;
    -- Timelines that were built meanwhile lack it.
    perform internal.begin_fanout(post_in, mine.author_id, mine.published_at);
    if mine.has_media and mine.audience = 'public' then
        perform internal.tell_media_audience(internal.contents_of_posts(array[post_in]));
    end if;
    perform internal.event_record('post_restored', post_in);
    return internal.post_json(post_in);
end $$;
comment on function api.restore_post(uuid, int) is
    'Brings a post of the viewer that was deleted less than days_in days ago back, with its counts, and returns it; one that is not deleted is returned as it is. For all others there is nothing.';
grant execute on function api.restore_post(uuid, int) to topin_user;
