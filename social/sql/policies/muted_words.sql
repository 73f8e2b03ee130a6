-- Muted words are their owner's own: staff never see them. Jobs read them for archives and remove those that are over.
select internal.lock_down('muted_words');
grant select, delete on muted_words to topin_user;
grant insert (user_id, phrase, pattern, match, action, expires_at), update (phrase, pattern, match, action, expires_at) on muted_words to topin_user;
grant select, delete on muted_words to topin_worker;
create policy muted_words_select_own on muted_words for select to topin_user using (user_id = (select viewer_id()));
create policy muted_words_insert_own on muted_words for insert to topin_user with check (user_id = (select viewer_id()));
create policy muted_words_update_own on muted_words for update to topin_user
    using (user_id = (select viewer_id())) with check (user_id = (select viewer_id()));
create policy muted_words_delete_own on muted_words for delete to topin_user using (user_id = (select viewer_id()));
create policy muted_words_select_worker on muted_words for select to topin_worker using (true);
create policy muted_words_delete_worker on muted_words for delete to topin_worker using (expires_at <= now());
