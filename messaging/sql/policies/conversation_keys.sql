-- Keys are wrapped, and are given out with what they seal, by functions. The worker (rotation) reads them all;
-- nobody else does, staff least.
select internal.lock_down('conversation_keys');
grant select on conversation_keys to topin_worker;
create policy conversation_keys_select_worker on conversation_keys for select to topin_worker using (true);
