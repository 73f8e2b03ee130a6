create or replace function internal.hold_talk(messages_in uuid[], users_in uuid[]) returns void
language plpgsql volatile
as $$
begin
    -- Media before members, each lowest id first, as everywhere.
    perform from public.post_media m where m.message_id = any (messages_in) order by m.id for update;
    perform internal.lock_members(users_in || array(
        select p.user_id from public.conversation_participants p
         where p.conversation_id in (select m.conversation_id from public.messages m where m.id = any (messages_in))));
end $$;
comment on function internal.hold_talk(uuid[], uuid[]) is
    'Until the commit, deeds with these messages and in their conversations happen before this one or after it; so do those of further members.';
