create or replace function api.get_picture_state(picture_in uuid) returns json
language sql stable
as $$
    select json_build_object('state', state, 'failure', failure)
      from profile_pictures where id = picture_in and user_id = viewer_id()
$$;
comment on function api.get_picture_state(uuid) is
    'What became of a picture that the viewer handed in: {state, failure}; null when a later one took its place.';
grant execute on function api.get_picture_state(uuid) to topin_user;
