create or replace function api.like_post(post_in uuid) returns json
language sql volatile
as $$ select internal.increment_post_likes(post_in, 1) $$;
comment on function api.like_post(uuid) is 'Likes a post the viewer sees; liking twice is one like. Returns {liked, likes}.';
grant execute on function api.like_post(uuid) to topin_user;
