-- security definer: folders are written by deeds alone.
create or replace function api.create_bookmark_folder(name_in text, folders_in int) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    folder uuid := internal.bookmark_folder(name_in, folders_in);
begin
    return (select internal.folder_json(f) from public.bookmark_folders f where f.id = folder);
end $$;
comment on function api.create_bookmark_folder(text, int) is
    'Makes a folder for the viewer''s bookmarks and returns it {name, count}; where there is one of that name already, that one. Nobody is told, hence no event.';
grant execute on function api.create_bookmark_folder(text, int) to topin_user;
