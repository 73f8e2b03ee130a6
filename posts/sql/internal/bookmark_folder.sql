-- security definer: folders are written by deeds alone.
create or replace function internal.bookmark_folder(name_in text, folders_in int) returns uuid
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    wanted text := normalize(name_in, nfc);
    folder uuid := (select f.id from public.bookmark_folders f where f.user_id = me and lower(f.name) = lower(wanted));
begin
    if folder is not null then
        return folder;
    end if;
    -- One at a time for each member, so that the limit holds.
    perform internal.lock_members(array[me]);
    insert into public.bookmark_folders (user_id, name)
    select me, wanted where (select count(*) from public.bookmark_folders f where f.user_id = me) < folders_in
    on conflict (user_id, lower(name)) do nothing
    returning id into folder;
    if folder is null then
        select f.id into folder from public.bookmark_folders f where f.user_id = me and lower(f.name) = lower(wanted);
    end if;
    if folder is null then
        perform internal.refuse('TP409', format('You have %s folders already, and that is the limit.', folders_in), 'too_many_folders');
    end if;
    return folder;
end $$;
comment on function internal.bookmark_folder(text, int) is
    'The viewer''s folder of this name (case does not matter), made where there is none; refuses more than folders_in.';
