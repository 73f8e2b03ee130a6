-- A personal invite is known to its invitee. Links are known to nobody by the table: their codes are hashes, and
-- owner and moderators list them through get_circle_links. Written by functions only.
select internal.lock_down('circle_invites');
grant select (id, circle_id, inviter_id, invitee_id, expires_at, created_at) on circle_invites to topin_user, topin_worker;
create policy circle_invites_select_own on circle_invites for select to topin_user using (invitee_id = (select viewer_id()));
create policy circle_invites_select_worker on circle_invites for select to topin_worker using (true);
