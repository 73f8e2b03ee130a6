-- What was made of files. Members get it with the medium that shows it, by functions; staff look at jobs that failed.
select internal.lock_down('media_contents');
grant select on media_contents to topin_staff, topin_worker;
create policy media_contents_select_staff on media_contents for select to topin_staff using (true);
create policy media_contents_select_worker on media_contents for select to topin_worker using (true);
