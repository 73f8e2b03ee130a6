-- security definer: rests on blocks and profiles that the viewer may not see.
create or replace function internal.own_conversation(conversation_in uuid) returns public.conversation_participants
language plpgsql stable security definer set search_path = ''
as $$
declare
    mine public.conversation_participants;
begin
    select * into mine from internal.shown_conversations(api.viewer_id()) p where p.conversation_id = conversation_in;
    if not found then
        perform internal.refuse('TP404', 'There is nothing here');
    end if;
    return mine;
end $$;
comment on function internal.own_conversation(uuid) is
    'The viewer''s side of a conversation; refuses where there is none for them, as if there were none at all.';
