create or replace function internal.post_json(post_in uuid) returns json
language sql stable
as $$ select post from internal.posts_json(api.viewer_id(), array[post_in]) $$;
comment on function internal.post_json(uuid) is 'One post as the API shows it to the viewer, whom the caller found to be allowed.';
grant execute on function internal.post_json(uuid) to topin_anon, topin_user, topin_staff;
