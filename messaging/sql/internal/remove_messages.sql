create or replace function internal.remove_messages(messages_in uuid[]) returns int
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    gone public.messages;
    removed int := 0;
begin
    -- The caller holds their media and the members. Whoever deleted one for themselves, or declined, knows of none.
    for gone in select * from public.messages where id = any (messages_in) order by id for update loop
        perform internal.tell_message('message.deleted', gone, array(
            select l.id from unnest(internal.listeners_of(gone.conversation_id)) l (id) where l.id <> all (gone.hidden_for)));
        removed := removed + 1;
    end loop;
    -- A client that never heard that its message arrived, and sends it once more, must not say again what was read and is
    -- gone. No header can be such a key.
    insert into public.idempotency_keys (user_id, key, fingerprint, status, headers, body, expires_at)
    select m.sender_id, E'message\n' || m.client_id, '', 410, '{}', '', now() + interval '30 days'
      from public.messages m where m.id = any (messages_in) and m.client_id is not null
    on conflict (user_id, key) do nothing;
    update public.messages set reply_to_id = null where reply_to_id = any (messages_in) and id <> all (messages_in);
    delete from public.message_reactions where message_id = any (messages_in);
    perform internal.remove_media(array(select m.id from public.post_media m where m.message_id = any (messages_in)));
    delete from public.messages where id = any (messages_in);
    return removed;
end $$;
comment on function internal.remove_messages(uuid[]) is
    'Removes messages for good, with reactions, media (their files follow) and what answers quoted of them, and tells those who saw them. Returns how many.';
