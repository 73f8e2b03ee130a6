create or replace function internal.hold_answered(post_in uuid, comment_in uuid) returns public.comments
language plpgsql volatile
as $$
declare
    answered public.comments;
begin
    -- With its ancestors, lowest id first, as whoever deletes does: they wait for the answer's commit and leave a
    -- tombstone, or the answer waits for theirs and finds nothing.
    perform from public.comments c where c.id = any (internal.line_of_comment(comment_in)) order by c.id for key share;
    select * into answered from public.comments c
     where c.id = comment_in and c.post_id = post_in and internal.can_see_comment(api.viewer_id(), c.id);
    if not found then
        perform internal.refuse('TP400', 'There is no such comment below this post.', 'not_found', 'parent_id');
    end if;
    return answered;
end $$;
comment on function internal.hold_answered(uuid, uuid) is
    'Keeps a comment that is answered from going until the commit; refuses what is no comment on this post that the viewer sees.';
