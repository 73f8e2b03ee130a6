create or replace function api.withdraw_comment(post_in uuid, parent_in uuid, actor_in uuid) returns void
language plpgsql volatile
as $$
declare
    told record;
begin
    -- Receivers by their ids, lowest first, as they are locked. Which of the comments beside it an answer to depth 3
    -- was for nobody has noted: those whose authors were told of this actor.
    for told in
        select p.author_id as user_id, 'comment' as kind, p.id as subject from posts p where p.id = post_in
        union all
        select c.author_id, 'reply', c.id
          from comments c
         where (c.id = parent_in or (c.parent_id = parent_in and c.depth = 3)) and c.author_id is not null
           and exists (select from notifications n join notification_actors a on a.notification_id = n.id
                        where n.user_id = c.author_id and n.group_key = 'reply:' || c.id and n.read_at is null
                          and a.actor_id = actor_in)
         order by 1
    loop
        perform api.withdraw_notification(told.user_id, told.kind, actor_in, told.subject);
    end loop;
end $$;
comment on function api.withdraw_comment(uuid, uuid, uuid) is
    'Takes somebody whose comment was deleted out of the unread notifications of the post''s author and of those whom it answered.';
grant execute on function api.withdraw_comment(uuid, uuid, uuid) to topin_worker;
