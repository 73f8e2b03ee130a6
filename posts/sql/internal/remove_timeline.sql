create or replace function internal.remove_timeline(user_in uuid) returns void
language plpgsql volatile
as $$
begin
    -- The state first: fan-out that is under way is waited for, and what it wrote is seen by the next statement.
    delete from public.timeline_states s where s.user_id = user_in;
    delete from public.timelines t where t.user_id = user_in;
end $$;
comment on function internal.remove_timeline(uuid) is
    'Removes a member''s timeline, which leaves the home feed as it is: it is read from its authors.';
