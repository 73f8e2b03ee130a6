-- Counted through increment_post_views; nobody reads who viewed.
select internal.lock_down('post_views');
