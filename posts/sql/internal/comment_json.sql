-- security definer: as comments_json, for the deed that just wrote it.
create or replace function internal.comment_json(comment_in uuid) returns json
language sql stable security definer set search_path = ''
as $$ select comment from internal.comments_json(api.viewer_id(), array[comment_in]) $$;
comment on function internal.comment_json(uuid) is 'One comment as the API shows it to the viewer, whom the caller found to be allowed.';
