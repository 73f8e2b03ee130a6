create or replace function api.unlike_post(post_in uuid) returns json
language sql volatile
as $$ select internal.increment_post_likes(post_in, -1) $$;
comment on function api.unlike_post(uuid) is 'Takes the viewer''s like of a post back; where there is none, nothing happens. Returns {liked, likes}.';
grant execute on function api.unlike_post(uuid) to topin_user;
