create or replace function internal.own_message(message_in uuid) returns public.messages
language plpgsql stable
as $$
declare
    message public.messages;
begin
    select m.* into message
      from public.messages at_all
      join internal.shown_conversations(api.viewer_id()) p on p.conversation_id = at_all.conversation_id
      cross join lateral internal.visible_messages(api.viewer_id(), at_all.conversation_id) m
     where at_all.id = message_in and m.id = message_in;
    if not found then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    return message;
end $$;
comment on function internal.own_message(uuid) is
    'A message that the viewer sees as one who takes part; refuses all others as if there were none.';
