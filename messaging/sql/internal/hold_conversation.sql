create or replace function internal.hold_conversation(conversation_in uuid) returns public.conversation_participants
language plpgsql volatile
as $$
begin
    -- The other one never changes. What is read again behind the locks is how things stand until the commit.
    perform internal.lock_members(array[api.viewer_id(), (internal.own_conversation(conversation_in)).peer_id]);
    return internal.own_conversation(conversation_in);
end $$;
comment on function internal.hold_conversation(uuid) is
    'The viewer''s side of a conversation, for a deed in it: both members are locked, so that all deeds between them come one after another. Refuses as own_conversation.';
