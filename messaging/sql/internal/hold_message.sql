create or replace function internal.hold_message(message_in uuid) returns public.messages
language plpgsql volatile
as $$
declare
    seen public.messages := internal.own_message(message_in);
begin
    -- Media before members, as everywhere.
    perform from public.post_media m where m.message_id = message_in order by m.id for no key update;
    perform internal.hold_conversation(seen.conversation_id);
    perform from public.messages m where m.id = message_in for update;
    return internal.own_message(message_in);
end $$;
comment on function internal.hold_message(uuid) is
    'A message that the viewer sees, locked with its media and both members for a deed. Refuses as own_message.';
