create or replace function internal.require_draft_room(limit_in int) returns void
language plpgsql volatile
as $$
begin
    perform internal.lock_members(array[api.viewer_id()]);  -- one at a time, so that the limit holds
    if (select count(*) from public.posts p
         where p.author_id = api.viewer_id() and p.status = 'draft' and p.deleted_at is null) >= limit_in then
        perform internal.refuse('TP409', format('You have %s drafts, and that is the limit.', limit_in), 'too_many_drafts');
    end if;
end $$;
comment on function internal.require_draft_room(int) is 'Refuses one more draft of the viewer than the limit, also at the same moment.';
