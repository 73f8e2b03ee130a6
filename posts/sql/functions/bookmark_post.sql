-- security definer: bookmarks are written by deeds alone.
create or replace function api.bookmark_post(post_in uuid, choice_in jsonb, folders_in int) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    folder uuid;
    is_new boolean;
begin
    if not api.can_see_post(me, post_in) then
        perform internal.refuse_post(post_in);
    end if;
    if choice_in ->> 'folder' is not null then
        folder := internal.bookmark_folder(choice_in ->> 'folder', folders_in);
    end if;
    insert into public.bookmarks (user_id, post_id, folder_id) values (me, post_in, folder)
    on conflict (user_id, post_id) do update set folder_id = excluded.folder_id where choice_in ? 'folder'
    returning xmax = 0 into is_new;  -- a row that was there has a transaction that locked it
    if is_new then
        perform internal.note_interest(me, post_in, 'bookmark');
    end if;
    return json_build_object('bookmarked', true, 'folder', (
        select f.name from public.bookmarks b join public.bookmark_folders f on f.id = b.folder_id
         where b.user_id = me and b.post_id = post_in));
end $$;
comment on function api.bookmark_post(uuid, jsonb, int) is
    'Keeps a post that the viewer sees, in the folder that the choice names (made where there is none; null: in none). Without a folder in the choice a post kept already stays where it is. Returns {bookmarked, folder}. Nobody is told, hence no event.';
grant execute on function api.bookmark_post(uuid, jsonb, int) to topin_user;
