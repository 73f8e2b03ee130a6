create or replace function internal.listeners_of(conversation_in uuid) returns uuid[]
language sql stable
as $$
    select array(select p.user_id from public.conversation_participants p
                  where p.conversation_id = conversation_in and p.state <> 'declined' order by p.user_id)
$$;
comment on function internal.listeners_of(uuid) is 'Who is told what happens in a conversation: not whoever declined it.';
