-- Shown with posts by functions: an address alone would tell what others link to.
select internal.lock_down('link_previews');
grant select on link_previews to topin_staff;
create policy link_previews_select_staff on link_previews for select to topin_staff using (true);
