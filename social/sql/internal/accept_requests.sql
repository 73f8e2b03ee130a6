-- security definer: follows, counts and both members' streams change together, and only so.
create or replace function internal.accept_requests(limit_in int, up_to_in timestamptz) returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    waiting uuid[];
    came boolean;
    requester uuid;
    accepted int := 0;
begin
    loop
        -- Everybody is locked at once, lowest id first, as every deed between members does. Who asked between
        -- the look and the locks would have to be locked out of order: then let go of all, and look again.
        waiting := array(select internal.waiting_requesters(me, up_to_in) limit limit_in);
        begin
            perform internal.lock_members(waiting || me);
            came := cardinality(waiting) < limit_in and exists (
                select from internal.waiting_requesters(me, up_to_in) id where id <> all (waiting));
            if came then
                raise exception using errcode = 'TPLCK';
            end if;
        exception when sqlstate 'TPLCK' then
            null;  -- the locks are gone with it
        end;
        exit when not came;
    end loop;
    foreach requester in array waiting loop
        delete from public.follow_requests r where r.requester_id = requester and r.target_id = me;
        continue when not found;  -- withdrawn while we waited
        perform internal.add_follower(requester, me);
        perform internal.event_record('follow_request_accepted', requester);
        accepted := accepted + 1;
    end loop;
    if exists (select from internal.waiting_requesters(me, up_to_in)) then
        perform internal.event_record('follow_requests_left', me, pg_catalog.jsonb_build_object('up_to', up_to_in));
    end if;
    return accepted;
end $$;
comment on function internal.accept_requests(int, timestamptz) is
    'Turns the oldest follow requests of the viewer up to a moment into follows; says by an event when some are left. Returns how many.';
