-- security definer: the row leaves everybody's sight, its author's too, and a policy would refuse that change.
create or replace function api.delete_post(post_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    mine public.posts := internal.own_post(post_in);
begin
    if mine.status <> 'published' then
        -- Nobody ever saw it: there is nothing to undo.
        perform internal.erase_posts_for_good(array[post_in]);
        return;
    end if;
    update public.posts p set deleted_at = now(), pinned_at = null where p.id = post_in;
    perform internal.count_change('posts', mine.author_id, -1);
    if mine.quote_id is not null then
        perform internal.count_change('post_quotes', mine.quote_id, -1);
    end if;
    if mine.has_media and internal.is_out_for_all(mine) then
        perform internal.tell_media_audience(internal.contents_of_posts(array[post_in]));
    end if;
    perform internal.event_record('post_deleted', post_in);
end $$;
comment on function api.delete_post(uuid) is
    'Takes the viewer''s own post away from everybody, so that it can be restored for a time; drafts and scheduled posts are removed for good. Refuses other people''s and what is gone.';
grant execute on function api.delete_post(uuid) to topin_user;
