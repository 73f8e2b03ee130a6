-- With the message, for whoever sees that.
select internal.lock_down('message_reactions');
grant select on message_reactions to topin_user, topin_worker;
create policy message_reactions_select_participant on message_reactions for select to topin_user
    using (exists (select from messages m where m.id = message_id));
create policy message_reactions_select_worker on message_reactions for select to topin_worker using (true);
