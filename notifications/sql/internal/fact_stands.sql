create or replace function internal.fact_stands(kind_in text, user_in uuid, actor_in uuid, subject_in uuid) returns boolean
language sql stable
as $$
    select case
        when kind_in in ('like', 'repost', 'quote', 'mention', 'comment', 'reply')
            then internal.post_fact_stands(kind_in, user_in, actor_in, subject_in)
        else case kind_in
        when 'profile_like' then exists (select from public.profile_likes l
                                          where l.user_id = actor_in and l.target_id = subject_in)
        when 'follow' then api.is_following(actor_in, user_in)
        when 'follow_request' then api.follow_state(actor_in, user_in) = 'requested'
        when 'follow_accepted' then api.is_following(user_in, actor_in)
        when 'circle_invite' then exists (
            select from public.circle_invites i
             where i.circle_id = subject_in and i.invitee_id = user_in and i.inviter_id = actor_in
               and (i.expires_at is null or i.expires_at > now()))
        when 'circle_join' then internal.circle_role(subject_in, actor_in) is not null
                            and internal.circle_role(subject_in, user_in) in ('owner', 'moderator')
        when 'circle_join_asked' then internal.has_asked_to_join(subject_in, actor_in)
                                  and internal.circle_role(subject_in, user_in) in ('owner', 'moderator')
        when 'circle_join_approved' then internal.circle_role(subject_in, user_in) is not null
        when 'message_request' then internal.has_request(user_in, subject_in)
        else true end
    end
$$;
comment on function internal.fact_stands(text, uuid, uuid, uuid) is
    'Whether what a notification would tell is still so (events are read later) and may be seen by the receiver.';
grant execute on function internal.fact_stands(text, uuid, uuid, uuid) to topin_worker;
