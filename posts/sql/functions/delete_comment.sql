-- security definer: a comment goes with its likes, mentions and counts, which members may not write.
create or replace function api.delete_comment(comment_in uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
begin
    -- Lowest id first, as in hold_answered.
    perform from public.comments c where c.id = any (internal.line_of_comment(comment_in)) order by c.id for update;
    if not internal.can_see_comment(me, comment_in) then
        perform internal.refuse('TP404', 'There is nothing here');
    elsif not exists (select from public.comments c join public.posts p on p.id = c.post_id
                       where c.id = comment_in and me in (c.author_id, p.author_id)) then
        perform internal.refuse('TP403', 'Only its author and the post''s author can delete a comment.');
    end if;
    perform internal.remove_comment(comment_in);
end $$;
comment on function api.delete_comment(uuid) is
    'Deletes a comment, own or on an own post. What was answered stays as a tombstone until its last reply is gone.';
grant execute on function api.delete_comment(uuid) to topin_user;
