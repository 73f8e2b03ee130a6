create or replace function api.get_stream_positions(users_in uuid[]) returns json
language sql stable
as $$
    select coalesce(json_object_agg(user_id, seq), '{}') from user_streams where user_id = any (users_in)
$$;
comment on function api.get_stream_positions(uuid[]) is
    'Where the streams of these members stand: what a realtime server asks when the doorbell may have failed.';
grant execute on function api.get_stream_positions(uuid[]) to topin_worker;
