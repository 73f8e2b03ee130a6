-- Private: nobody but the member sees them, staff neither. Written by deeds.
select internal.lock_down('bookmark_folders');
grant select on bookmark_folders to topin_user, topin_worker;
create policy bookmark_folders_select_own on bookmark_folders for select to topin_user using (user_id = (select viewer_id()));
create policy bookmark_folders_select_worker on bookmark_folders for select to topin_worker using (true);
