create or replace function internal.can_see_message(viewer_in uuid, message_in uuid) returns boolean
language sql stable
as $$
    select exists (
        select from public.messages at_all
          join internal.shown_conversations(viewer_in) p on p.conversation_id = at_all.conversation_id
          cross join lateral internal.visible_messages(viewer_in, at_all.conversation_id) m
         where at_all.id = message_in and m.id = message_in)
$$;
comment on function internal.can_see_message(uuid, uuid) is
    'Whether a member sees a message: they take part, did not delete it for themselves, and its time is not over.';
