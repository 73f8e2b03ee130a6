-- Whoever has them opens every medium: read by the functions that sign and check, nobody else.
select internal.lock_down('media_keys');
