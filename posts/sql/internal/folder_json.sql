create or replace function internal.folder_json(folder_in public.bookmark_folders) returns json
language sql stable
as $$
    select json_build_object('name', folder_in.name,
        'count', (select count(*) from public.bookmarks b where b.folder_id = folder_in.id))
$$;
comment on function internal.folder_json(bookmark_folders) is 'A folder as its member sees it, with how many bookmarks are in it.';
grant execute on function internal.folder_json(bookmark_folders) to topin_user;
