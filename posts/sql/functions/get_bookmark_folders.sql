create or replace function api.get_bookmark_folders() returns json
language sql stable
as $$
    select json_build_object('items', coalesce(json_agg(internal.folder_json(f) order by lower(f.name), f.id), '[]'), 'next_cursor', null)
      from bookmark_folders f where f.user_id = viewer_id()
$$;
comment on function api.get_bookmark_folders() is 'All folders of the viewer''s bookmarks by name, in one page: there are never many.';
grant execute on function api.get_bookmark_folders() to topin_user;
