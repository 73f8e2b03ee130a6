create or replace function api.get_picture_work(picture_in uuid) returns json
language sql stable
as $$
    select json_build_object('kind', kind, 'state', state, 'upload', upload, 'name', name)
      from profile_pictures where id = picture_in
$$;
comment on function api.get_picture_work(uuid) is
    'What the media worker needs to know of a picture: {kind, state, upload, name}, or null where it is gone.';
grant execute on function api.get_picture_work(uuid) to topin_worker;
