-- security definer: a comment is a row, counts, mentions and an event together; members write none of them alone.
create or replace function api.create_comment(post_in uuid, text_in text, parent_in uuid, handles_in text[]) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    me uuid := api.viewer_id();
    answered public.comments;
    made public.comments;
    author uuid;
begin
    -- The post is held until the commit: it is not erased in between.
    select p.author_id into author from public.posts p where p.id = post_in for key share;
    if not found or not api.can_see_post(me, post_in) then
        perform internal.refuse_post(post_in);
    elsif internal.can_reply(me, post_in) is not true then
        perform internal.refuse('TP403', 'The author does not let you comment on this post.', 'cannot_reply');
    end if;
    if parent_in is not null then
        answered := internal.hold_answered(post_in, parent_in);
    end if;
    insert into public.comments (post_id, author_id, text, parent_id, depth, handles)
    select post_in, me, text_in,
           -- Below depth 3 there is nothing: the answer stands beside what it answers, and names its author.
           case when answered.depth = 3 then answered.parent_id else answered.id end,
           least(coalesce(answered.depth, 0) + 1, 3),
           case when answered.depth = 3 and answered.author_id <> me
               then (select a.handle || array_remove(handles_in, a.handle) from public.profiles a where a.user_id = answered.author_id)
               else handles_in end
    returning * into made;
    perform internal.count_change('post_comments', post_in, 1);
    if made.parent_id is not null then
        perform internal.count_change('comment_replies', made.parent_id, 1);
    end if;
    perform internal.event_record('comment_created', made.id, pg_catalog.jsonb_build_object(
        'post_id', post_in, 'author_id', author, 'parent_id', made.parent_id,
        'answered_id', answered.author_id, 'answers_id', answered.id));
    perform internal.mention_members(post_in, made.id, me, made.handles);
    return internal.comment_json(made.id);
end $$;
comment on function api.create_comment(uuid, text, uuid, text[]) is
    'Comments on a post, or answers one of its comments (parent_in), with handles as found in the text, and returns the comment. Refuses where the post''s author lets the viewer not (cannot_reply).';
grant execute on function api.create_comment(uuid, text, uuid, text[]) to topin_user;
