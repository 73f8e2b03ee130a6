create or replace function internal.things_of(user_in uuid) returns uuid[]
language sql stable
as $$
    select array(
        select user_in
        union all select id from public.posts where author_id = user_in
        union all select id from public.comments where author_id = user_in
        union all select id from public.reposts where user_id = user_in
        union all select id from public.bookmark_folders where user_id = user_in
        union all select id from public.messages where sender_id = user_in
        union all select conversation_id from public.conversation_participants where user_id = user_in
        union all select id from public.mfa_factors where user_id = user_in
        union all select id from public.documents where user_id = user_in
        union all select id from public.verification_requests where user_id = user_in
        union all select id from public.profile_pictures where user_id = user_in
        union all select id from public.message_reports where user_in in (reporter_id, author_id))
$$;
comment on function internal.things_of(uuid) is 'A member and what is theirs: whatever events and the audit log may be about.';
