create or replace function internal.remake_exports(users_in uuid[], since_in timestamptz[]) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    outdated public.data_exports;
    -- So that what is deleted one after the other has it made anew once.
    pause interval := '30 seconds';
begin
    -- Held lowest id first, as everywhere.
    perform from public.data_exports where user_id = any (users_in) and status in ('running', 'ready') order by id for update;
    -- Whoever works on one finds its lease gone: it may have been read already.
    update public.data_exports
       set status = 'queued', tries_before = tries, progress = 0, leased_until = clock_timestamp() + pause
     where user_id = any (users_in) and status = 'running';
    for outdated in
        select e.* from public.data_exports e join unnest(users_in, since_in) u (id, since) on u.id = e.user_id
         where e.status = 'ready' and e.ready_at >= u.since and e.expires_at > now() order by e.id desc
    loop
        begin
            update public.data_exports
               set status = 'queued', tries_before = tries, progress = 0, name = '', size = null,
                   leased_until = clock_timestamp() + pause
             where id = outdated.id;
        exception when unique_violation then
            -- One is on its way already, and will hold the same: this one is over.
            update public.data_exports set status = 'expired', name = '', expires_at = now() where id = outdated.id;
        end;
        perform internal.event_record('export_outdated', outdated.user_id, jsonb_build_object('name', outdated.name));
    end loop;
end $$;
comment on function internal.remake_exports(uuid[], timestamptz[]) is
    'Something is gone that archives of these members may hold that were ready at these times (one a member) or later: the newest of each member is made anew and keeps its id and its end, others of them end now. Files go by event export_outdated.';
