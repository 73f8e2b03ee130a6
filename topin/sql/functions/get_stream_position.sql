create or replace function api.get_stream_position() returns json
language sql stable
as $$
    select json_build_object('epoch', epoch, 'seq', seq) from user_streams where user_id = viewer_id()
$$;
comment on function api.get_stream_position() is 'Where the viewer''s stream stands now: {epoch, seq}.';
grant execute on function api.get_stream_position() to topin_user;
