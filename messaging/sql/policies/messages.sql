-- What those who take part see: not what they deleted for themselves, and nothing whose time is over. Staff never. Marks, whom it is
-- hidden for and a sender's own client_id come by functions, which know whose they are to learn.
select internal.lock_down('messages');
grant select (id, conversation_id, seq, sender_id, sealed, has_media, reply_to_id, expiry, created_at, deleted_at) on messages to topin_user;
grant select on messages to topin_worker;
create policy messages_select_participant on messages for select to topin_user
    using (exists (select from conversation_participants p where p.conversation_id = messages.conversation_id)
           and (select viewer_id()) <> all (hidden_for) and (expires_at is null or expires_at > now()));
create policy messages_select_worker on messages for select to topin_worker using (true);
