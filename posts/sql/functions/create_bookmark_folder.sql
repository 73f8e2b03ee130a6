-- security definer: folders are written by deeds alone.
create or replace function api.create_bookmark_folder(name_in text, folders_in int) returns json
language sql volatile security definer set search_path = ''
as $$
    select internal.folder_json(f) from public.bookmark_folders f
     where f.id = (select made.id from internal.bookmark_folder(name_in, folders_in) made (id))
$$;
comment on function api.create_bookmark_folder(text, int) is
    'Makes a folder for the viewer''s bookmarks and returns it {name, count}; where there is one of that name already, that one. Nobody is told, hence no event.';
grant execute on function api.create_bookmark_folder(text, int) to topin_user;
