create or replace function internal.erase_timelines(user_in uuid) returns void
language plpgsql volatile
as $$
begin
    perform internal.remove_timeline(user_in);
    delete from public.fanouts f where f.by_id = user_in;
    delete from public.wide_authors w where w.user_id = user_in;
end $$;
comment on function internal.erase_timelines(uuid) is 'The part of an erasure that is about a member''s timeline, and about others'' timelines.';
