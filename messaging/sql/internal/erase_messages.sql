create or replace function internal.erase_messages(user_in uuid) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    talks uuid[] := internal.conversations_of(user_in);
    gone uuid[] := array(select m.id from public.messages m where m.conversation_id = any (talks));
begin
    perform internal.remake_exports_of_messages(gone);
    perform internal.tell_conversation(p.conversation_id, array[p.user_id]) from public.conversation_participants p
      where p.conversation_id = any (talks) and p.user_id <> user_in and p.state <> 'declined' order by p.user_id;
    delete from public.message_reactions where message_id = any (gone);
    perform internal.remove_media(array(select m.id from public.post_media m where m.message_id = any (gone)));
    delete from public.messages where id = any (gone);
    delete from public.conversation_keys where conversation_id = any (talks);
    delete from public.conversation_participants where conversation_id = any (talks);
    delete from public.conversations where id = any (talks);
end $$;
comment on function internal.erase_messages(uuid) is
    'The part of an erasure that is about private talk: a member''s conversations go for both sides, and with them the keys that opened them. The caller holds what hold_talks_of says.';
