create or replace function internal.poll_json(viewer_in uuid, post_in uuid) returns json
language sql stable
as $$ select null::json $$;
comment on function internal.poll_json(uuid, uuid) is 'The poll of a post as the viewer may see it.';
