-- Whoever takes part, and the console: who, how it is set, and when, never what was said. Written by deeds alone.
select internal.lock_down('conversations');
grant select on conversations to topin_user, topin_staff, topin_worker;
create policy conversations_select_own on conversations for select to topin_user
    using (exists (select from conversation_participants p where p.conversation_id = conversations.id));
create policy conversations_select_staff on conversations for select to topin_staff using (true);
create policy conversations_select_worker on conversations for select to topin_worker using (true);
