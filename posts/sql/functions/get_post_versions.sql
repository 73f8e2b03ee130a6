-- security definer: as get_post.
create or replace function api.get_post_versions(post_in uuid, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    mark record := internal.cursor_read('versions', cursor_in);
    page json;
begin
    if not api.can_see_post(api.viewer_id(), post_in) then
        perform internal.refuse_post(post_in);
    end if;
    -- Times are enough of a key: two edits are never made in one moment. What was today's text on the page before
    -- and was edited since keeps its time, and so does not come twice.
    with versions as (
        select p.text, p.content_warning, coalesce(p.edited_at, p.published_at) as at from public.posts p where p.id = post_in
        union all
        select v.text, v.content_warning, v.written_at from public.post_versions v where v.post_id = post_in
    ), found as (
        select * from versions v where v.at < mark.at order by v.at desc limit limit_in + 1
    ), shown as (
        select * from found order by at desc limit limit_in
    )
    select json_build_object(
        'items', coalesce(json_agg(json_build_object(
            'text', s.text, 'content_warning', s.content_warning, 'edited_at', internal.rfc3339(s.at)) order by s.at desc), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then internal.cursor_after('versions', min(s.at), post_in) end) into page
      from shown s;
    return page;
end $$;
comment on function api.get_post_versions(uuid, int, text) is
    'A page of what a post says and said before, today''s first, each with the time since when it did; seen where the post is.';
grant execute on function api.get_post_versions(uuid, int, text) to topin_anon, topin_user, topin_staff;
