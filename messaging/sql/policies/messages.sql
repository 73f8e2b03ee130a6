-- What those who take part see: not what they deleted for themselves, and nothing whose time is over. Staff never.
select internal.lock_down('messages');
grant select on messages to topin_user, topin_worker;
create policy messages_select_participant on messages for select to topin_user
    using (exists (select from conversation_participants p where p.conversation_id = messages.conversation_id)
           and (select viewer_id()) <> all (hidden_for) and (expires_at is null or expires_at > now()));
create policy messages_select_worker on messages for select to topin_worker using (true);
