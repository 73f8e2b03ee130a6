create or replace function api.increment_views_of_posts(posts_in uuid[], viewer_hash_in text) returns int
language sql volatile
as $$ select internal.count_views(posts_in, viewer_hash_in) $$;
comment on function api.increment_views_of_posts(uuid[], text) is
    'As increment_post_views for the posts of a feed at once; those that are none for the viewer are passed over. Returns how many counted.';
grant execute on function api.increment_views_of_posts(uuid[], text) to topin_anon, topin_user;
