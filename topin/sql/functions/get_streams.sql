-- security definer: answers for the sockets of many members at once, each of whom may read only the own stream.
create or replace function api.get_streams(
    users_in uuid[], sessions_in uuid[], epochs_in uuid[], afters_in bigint[], limit_in int, keep_in interval
) returns json
language sql stable security definer set search_path = ''
as $$
    select coalesce(json_agg(
               case when w.session is null or api.session_is_live(w.member, w.session)
                    then internal.stream_after(w.member, w.epoch, w.after, limit_in, keep_in) end
               order by w.place), '[]')
      from unnest(users_in, sessions_in, epochs_in, afters_in) with ordinality w (member, session, epoch, after, place)
$$;
comment on function api.get_streams(uuid[], uuid[], uuid[], bigint[], int, interval) is
    'What get_stream says, for many sockets in one question and in their order; null for those whose session has ended.';
grant execute on function api.get_streams(uuid[], uuid[], uuid[], bigint[], int, interval) to topin_worker;
