create or replace function internal.visible_messages(viewer_in uuid, conversation_in uuid) returns setof public.messages
language sql stable
as $$
    select m.* from public.messages m
     where m.conversation_id = conversation_in and viewer_in <> all (m.hidden_for)
       and (m.expires_at is null or m.expires_at > now())
$$;
comment on function internal.visible_messages(uuid, uuid) is
    'The messages of a conversation that are there for one who takes part: not those that they deleted for themselves, nor those whose time is over.';
