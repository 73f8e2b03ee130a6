-- A member's own side of it; where the other stands (whether they read, muted, declined) is not theirs to read.
-- While one blocks the other a conversation is hidden from both; from one also while the other is gone. Staff see who talks with whom,
-- and nothing of how far anybody read.
select internal.lock_down('conversation_participants');
grant select on conversation_participants to topin_user, topin_worker;
grant select (conversation_id, user_id, peer_id, state, updated_at) on conversation_participants to topin_staff;
create policy conversation_participants_select_own on conversation_participants for select to topin_user
    using (user_id = (select viewer_id()) and state <> 'declined'
           and peer_id <> all (array(select internal.hidden_from((select viewer_id()))))
           and exists (select from profiles p where p.user_id = peer_id and not p.is_hidden));
create policy conversation_participants_select_staff on conversation_participants for select to topin_staff using (true);
create policy conversation_participants_select_worker on conversation_participants for select to topin_worker using (true);
