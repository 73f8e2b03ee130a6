-- Private: nobody but the member sees them, staff neither. Written by deeds.
select internal.lock_down('bookmarks');
grant select on bookmarks to topin_user, topin_worker;
create policy bookmarks_select_own on bookmarks for select to topin_user using (user_id = (select viewer_id()));
create policy bookmarks_select_worker on bookmarks for select to topin_worker using (true);
