-- security definer: asks the rule of visibility for each; of hidden posts no more is read than that they were kept.
create or replace function api.get_bookmarks(folder_in text, limit_in int, cursor_in text) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    mark record := internal.cursor_read('bookmarks', cursor_in);
    folder uuid := (select f.id from public.bookmark_folders f
                     where f.user_id = me and lower(f.name) = lower(normalize(folder_in, nfc)));
    page json;
begin
    if folder_in <> '' and folder is null then
        perform internal.refuse('TP404', 'You have no folder of this name');
    end if;
    with found as materialized (
        select b.created_at as at, b.post_id as id, b.folder_id
          from public.bookmarks b
         where b.user_id = me and (folder is null or b.folder_id = folder) and (b.created_at, b.post_id) < (mark.at, mark.id)
         order by b.created_at desc, b.post_id desc limit limit_in + 1
    ), shown as materialized (
        select s.*, api.can_see_post(me, s.id) as visible
          from (select * from found order by at desc, id desc limit limit_in) s
    ), posts as (
        select (j.post ->> 'id')::uuid as id, j.post
          from internal.posts_json(me, array(select id from shown where visible)) j
    )
    select json_build_object(
        'items', coalesce(json_agg(coalesce(p.post::jsonb, jsonb_build_object('id', s.id))
                     || jsonb_build_object('unavailable', p.id is null, 'folder', f.name) order by s.at desc, s.id desc), '[]'),
        'next_cursor', case when (select count(*) from found) > limit_in
            then (select internal.cursor_after('bookmarks', at, id) from shown order by at, id limit 1) end)
      into page
      from shown s left join posts p on p.id = s.id left join public.bookmark_folders f on f.id = s.folder_id;
    return page;
end $$;
comment on function api.get_bookmarks(text, int, text) is
    'A page of what the viewer keeps, newest first, of one folder or (empty) of all: posts with `folder` and `unavailable`; of those that are there for them no longer just id, folder and `unavailable` true. Refuses folders that are none.';
grant execute on function api.get_bookmarks(text, int, text) to topin_user;
