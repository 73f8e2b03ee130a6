create or replace function internal.hold_talks_of(user_in uuid) returns void
language plpgsql volatile
as $$
begin
    perform internal.hold_talk(
        array(select m.id from public.messages m where m.conversation_id = any (internal.conversations_of(user_in))),
        array[user_in] || array(select p.peer_id from public.conversation_participants p where p.user_id = user_in));
end $$;
comment on function internal.hold_talks_of(uuid) is
    'Until the commit, deeds in the conversations of a member, and theirs and their partners'' other deeds, happen before this one or after it.';
