-- A member's own uploads, those of messages as long as they see the message. Others get them with the post or message;
-- what is in messages or proofs, staff do not see here.
select internal.lock_down('post_media');
grant select on post_media to topin_user, topin_staff, topin_worker;
create policy post_media_select_own on post_media for select to topin_user
    using (user_id = (select viewer_id()) and (message_id is null or exists (select from messages m where m.id = message_id)));
create policy post_media_select_staff on post_media for select to topin_staff using (purpose in ('post', 'avatar'));
create policy post_media_select_worker on post_media for select to topin_worker using (true);
