create or replace function internal.posts_page(list_in text, viewer_in uuid, posts_in uuid[], limit_in int) returns json
language sql stable
as $$ select internal.feed_page(list_in, viewer_in, posts_in, posts_in, limit_in) $$;
comment on function internal.posts_page(text, uuid, uuid[], int) is
    'A page of posts in the given order; one more than limit_in says that there is a next page.';
grant execute on function internal.posts_page(text, uuid, uuid[], int) to topin_anon, topin_user, topin_staff;
