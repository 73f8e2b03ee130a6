create or replace function api.get_stream(
    epoch_in uuid, after_in bigint, limit_in int, keep_in interval default '7 days'
) returns json
language sql stable
as $$
    -- Whole only if the number after after_in is still kept: a gap would look like silence. Partitions go a week at a
    -- time, so what is too old may still be there.
    with mine as (
        select me.id, coalesce(s.epoch, me.id) as epoch, coalesce(s.seq, 0) as seq
          from (select viewer_id() as id) me left join user_streams s on s.user_id = me.id
    )
    select case
        when m.epoch <> epoch_in or after_in > m.seq or after_in < 0 then json_build_object('reload', true)
        when after_in < m.seq and not exists (
            select from user_events e where e.user_id = m.id and e.seq = after_in + 1 and e.created_at > now() - keep_in
        ) then json_build_object('reload', true)
        else json_build_object('reload', false, 'seq', m.seq, 'items', coalesce((
            select json_agg(json_build_object('seq', e.seq, 'kind', e.kind, 'payload', e.payload) order by e.seq)
              from (select * from user_events e
                     where e.user_id = m.id and e.seq > after_in order by e.seq limit limit_in) e
        ), '[]'))
    end
      from mine m
$$;
comment on function api.get_stream(uuid, bigint, int, interval) is
    'The viewer''s events after a number, in order without gaps, or {reload: true} when they are not all kept.';
grant execute on function api.get_stream(uuid, bigint, int, interval) to topin_user;
