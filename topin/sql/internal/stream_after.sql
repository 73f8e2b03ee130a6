-- enable_seqscan: connections keep the plan that they made while the week's partition, or the whole table, was empty.
create or replace function internal.stream_after(
    user_in uuid, epoch_in uuid, after_in bigint, limit_in int, keep_in interval
) returns json
language sql stable set enable_seqscan = off
as $$
    -- Whole only if the number after after_in is still kept: a gap would look like silence. Partitions go a week at a
    -- time, so what is too old may still be there.
    with mine as (
        select coalesce(s.epoch, user_in) as epoch, coalesce(s.seq, 0) as seq
          from (values (1)) one left join public.user_streams s on s.user_id = user_in
    )
    select case
        when m.epoch <> epoch_in or after_in > m.seq or after_in < 0 then json_build_object('reload', true)
        when after_in < m.seq and not exists (
            select from public.user_events e
             where e.user_id = user_in and e.seq = after_in + 1 and e.created_at > now() - keep_in
        ) then json_build_object('reload', true)
        else json_build_object('reload', false, 'seq', m.seq, 'items', coalesce((
            select json_agg(json_build_object('seq', e.seq, 'kind', e.kind, 'payload', e.payload) order by e.seq)
              from (select * from public.user_events e
                     where e.user_id = user_in and e.seq > after_in order by e.seq limit limit_in) e
        ), '[]'))
    end
      from mine m
$$;
comment on function internal.stream_after(uuid, uuid, bigint, int, interval) is
    'A member''s events after a number, in order without gaps, or {reload: true} when they are not all kept.';
grant execute on function internal.stream_after(uuid, uuid, bigint, int, interval) to topin_user;
