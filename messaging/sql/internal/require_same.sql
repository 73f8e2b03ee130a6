create or replace function internal.require_same(sent_in public.messages, conversation_in uuid, fingerprint_in bytea) returns void
language plpgsql stable
as $$
begin
    if sent_in.conversation_id = conversation_in then
        perform internal.own_message(sent_in.id);
    end if;
    if sent_in.conversation_id <> conversation_in or sent_in.fingerprint is distinct from fingerprint_in then
        perform internal.refuse('TP409', 'This client_id was used for another message.', 'client_id_reused');
    end if;
end $$;
comment on function internal.require_same(messages, uuid, bytea) is
    'Refuses a client_id that stands for another message; and as absent what is not there for the viewer any more.';
