create or replace function internal.shown_conversations(viewer_in uuid) returns setof public.conversation_participants
language sql stable
as $$
    select p.* from public.conversation_participants p
     where p.user_id = viewer_in and p.state <> 'declined'
       and p.peer_id <> all (array(select internal.hidden_from(viewer_in)))
       and exists (select from public.profiles o where o.user_id = p.peer_id and not o.is_hidden)
$$;
comment on function internal.shown_conversations(uuid) is
    'A member''s side of the conversations that are there for them: neither declined, nor with somebody at the other end of a block, nor with somebody who is gone. The policy of the table says the same.';
