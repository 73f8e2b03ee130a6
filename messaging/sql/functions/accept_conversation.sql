-- security definer: members change conversations by deeds alone.
create or replace function api.accept_conversation(conversation_in uuid) returns json
language plpgsql volatile security definer set search_path = ''
as $$
declare
    mine public.conversation_participants := internal.hold_conversation(conversation_in);
begin
    if mine.state = 'sent_request' then
        perform internal.refuse('TP403', 'This request is the other member''s to accept.', 'forbidden');
    elsif mine.state = 'request' then
        perform internal.agree(conversation_in);
        perform internal.tell_conversation(conversation_in, internal.listeners_of(conversation_in));
    end if;
    return api.get_conversation(conversation_in);
end $$;
comment on function api.accept_conversation(uuid) is
    'Accepts a request that came to the viewer: what they read of it is read now. Accepting twice is accepting once.';
grant execute on function api.accept_conversation(uuid) to topin_user;
