create or replace function api.get_stream(
    epoch_in uuid, after_in bigint, limit_in int, keep_in interval default '7 days'
) returns json
language sql stable
as $$
    select internal.stream_after(viewer_id(), epoch_in, after_in, limit_in, keep_in)
$$;
comment on function api.get_stream(uuid, bigint, int, interval) is
    'The viewer''s events after a number, in order without gaps, or {reload: true} when they are not all kept.';
grant execute on function api.get_stream(uuid, bigint, int, interval) to topin_user;
