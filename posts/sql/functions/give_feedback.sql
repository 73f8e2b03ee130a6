-- security definer: feedback is written here only, and moves what nobody may read.
create or replace function api.give_feedback(post_in uuid, kind_in text) returns void
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
    me uuid := api.viewer_id();
    was record;
begin
    if not exists (select from public.posts p
                    where p.id = post_in and p.status = 'published' and api.can_see_post(me, p.id)) then
        perform internal.refuse_post(post_in);
    elsif exists (select from public.posts p where p.id = post_in and p.author_id = me) then
        perform internal.refuse('TP400', 'Your own posts are not in your feed.', 'own_post', 'post_id');
    end if;
    -- Settings, feed, interests: in this order everywhere.
    perform internal.hold_personalised(me);
    insert into public.feed_feedback as b (user_id, post_id, kind) values (me, post_in, kind_in)
        on conflict (user_id, post_id) do update set kind = excluded.kind, created_at = now() where b.kind <> excluded.kind
    returning old.kind, old.created_at into was;
    if not found then
        return;
    end if;
    -- The very next page is made with it.
    update public.feed_states s set made_at = null where s.user_id = me;
    if was.kind is not null then
        perform internal.undo_interest(me, post_in, was.kind, was.created_at);
    end if;
    perform internal.note_interest(me, post_in, kind_in);
end $$;
comment on function api.give_feedback(uuid, text) is
    'The viewer wants more or less like a post they see; the last word holds, saying it twice is saying it once. Less hides the post from their for-you feed. Nobody is told, hence no event.';
grant execute on function api.give_feedback(uuid, text) to topin_user;
