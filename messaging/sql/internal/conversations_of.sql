create or replace function internal.conversations_of(user_in uuid) returns uuid[]
language sql stable
as $$ select array(select p.conversation_id from public.conversation_participants p where p.user_id = user_in) $$;
comment on function internal.conversations_of(uuid) is 'All conversations of a member, also those that they do not see.';
