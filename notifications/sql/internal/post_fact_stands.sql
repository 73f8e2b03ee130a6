create or replace function internal.post_fact_stands(kind_in text, user_in uuid, actor_in uuid, subject_in uuid) returns boolean
language sql stable
as $$
    select case kind_in
        when 'like' then case
            when exists (select from public.likes l where l.post_id = subject_in and l.user_id = actor_in)
                then api.can_see_post(user_in, subject_in)
            else exists (select from public.likes l where l.comment_id = subject_in and l.user_id = actor_in)
                 and internal.can_see_comment(user_in, subject_in) end
        when 'repost' then exists (select from public.reposts r where r.post_id = subject_in and r.user_id = actor_in)
                       and api.can_see_post(user_in, subject_in)
        when 'quote' then exists (
                select from public.posts q join public.posts o on o.id = q.quote_id
                 where q.id = subject_in and q.author_id = actor_in and o.author_id = user_in)
            and api.can_see_post(user_in, subject_in)
        when 'mention' then exists (
                select from public.mentions m
                 where m.user_id = user_in and subject_in = coalesce(m.comment_id, m.post_id)
                   and (m.comment_id = subject_in or m.post_id = subject_in))
            and case when internal.is_comment(subject_in)
                     then internal.can_see_comment(user_in, subject_in) and not internal.is_muted_comment(user_in, subject_in)
                     else api.can_see_post(user_in, subject_in) end
        when 'comment' then internal.has_commented(user_in, actor_in, subject_in) and api.can_see_post(user_in, subject_in)
        when 'reply' then internal.has_replied(user_in, actor_in, subject_in)
    end
$$;
comment on function internal.post_fact_stands(text, uuid, uuid, uuid) is
    'The part of fact_stands about posts and comments: null for other kinds.';
grant execute on function internal.post_fact_stands(text, uuid, uuid, uuid) to topin_worker;
