-- Whoever reported reads that, and how it ended: not the copy of the text, nor what staff wrote. Moderators see all reports
-- but those that they made or that are about them, and decide; the copy they get from view_reported_message alone, which
-- writes each look down. The worker (rotation of keys, archives) reads all. Made by report_message, with no grant to write.
select internal.lock_down('message_reports');
grant select (id, message_id, reporter_id, reason, note, state, decided_at, created_at) on message_reports to topin_user;
grant select (id, message_id, conversation_id, reporter_id, author_id, reason, note, master, media_count, sent_at, state,
              decided_by_id, decided_at, decision_note, created_at),
      update (state, decided_by_id, decided_at, decision_note) on message_reports to topin_staff;
grant select on message_reports to topin_worker;
create policy message_reports_select_own on message_reports for select to topin_user
    using (reporter_id = (select viewer_id()));
create policy message_reports_select_staff on message_reports for select to topin_staff
    using (internal.is_apart(reporter_id, author_id));
create policy message_reports_update_staff on message_reports for update to topin_staff
    using (internal.is_apart(reporter_id, author_id)) with check (decided_by_id = (select viewer_id()));
create policy message_reports_select_worker on message_reports for select to topin_worker using (true);
