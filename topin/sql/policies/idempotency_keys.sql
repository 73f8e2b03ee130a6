-- A member's own stored answers; the clock removes outdated ones. Answers are never changed: no update grant.
select internal.lock_down('idempotency_keys');
grant select, insert, delete on idempotency_keys to topin_user;
grant select, delete on idempotency_keys to topin_worker;
create policy keys_select_own on idempotency_keys for select to topin_user using (user_id = (select viewer_id()));
create policy keys_insert_own on idempotency_keys for insert to topin_user with check (user_id = (select viewer_id()));
create policy keys_delete_own on idempotency_keys for delete to topin_user
    using (user_id = (select viewer_id()) and expires_at <= now());
create policy keys_select_worker on idempotency_keys for select to topin_worker using (expires_at < now());
create policy keys_delete_worker on idempotency_keys for delete to topin_worker using (expires_at < now());
