create or replace function api.get_stream_position() returns json
language sql stable
as $$
    -- Before the first event there is no row; its first epoch is known all the same (stream_append).
    select json_build_object('epoch', coalesce(s.epoch, me.id), 'seq', coalesce(s.seq, 0))
      from (select viewer_id() as id) me left join user_streams s on s.user_id = me.id
$$;
comment on function api.get_stream_position() is 'Where the viewer''s stream stands now: {epoch, seq}.';
grant execute on function api.get_stream_position() to topin_user;
