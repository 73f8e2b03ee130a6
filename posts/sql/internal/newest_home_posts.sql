create or replace function internal.newest_home_posts(viewer_in uuid, at_in timestamptz, id_in uuid, limit_in int)
returns table (at timestamptz, post_id uuid)
language plpgsql stable
as $$
#variable_conflict use_column
declare
    state record;
    missing int := limit_in;
    window_size int;
    ats timestamptz[];
    posts uuid[];
begin
    select s.built_at - interval '1 minute' as since, coalesce(s.reaches_to, '-infinity') as reaches_to
      into state
      from public.timeline_states s where s.user_id = viewer_in and s.built_at is not null;
    -- Where fan-out lags far behind, looking through all of it costs more than asking the authors.
    if state.since is not null and at_in > state.reaches_to
       and (select count(*) from (select from public.fanouts limit 501) waiting) <= 500 then
        return query select * from internal.home_timeline(viewer_in, state.since, state.reaches_to, at_in, id_in, limit_in);
        get diagnostics missing = row_count;
        missing := limit_in - missing;
        if missing = 0 or state.reaches_to = '-infinity' then
            return;
        end if;
        at_in := state.reaches_to;
        id_in := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
    end if;
    if internal.follows_many(viewer_in) then
        foreach window_size in array '{250,2500}'::int[] loop
            select array_agg(h.at), array_agg(h.post_id) into ats, posts
              from internal.home_posts_by_time(viewer_in, at_in, id_in, missing, window_size) h;
            if cardinality(posts) = missing then
                return query select * from unnest(ats, posts);
                return;
            end if;
        end loop;
    end if;
    return query select * from internal.home_posts(viewer_in, at_in, id_in, missing);
end $$;
comment on function internal.newest_home_posts(uuid, timestamptz, uuid, int) is
    'Candidates of a home feed before a mark, newest first, by whichever way is the shortest for this viewer. Fewer than limit_in: there are no more.';
