-- What a post is about; read by the feed engine, which asks who sees the post, and by staff beside the post.
select internal.lock_down('post_features');
grant select on post_features to topin_staff, topin_worker;
create policy post_features_select_staff on post_features for select to topin_staff using (true);
create policy post_features_select_worker on post_features for select to topin_worker using (true);
