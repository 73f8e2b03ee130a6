-- Work that waits for the workers, merged by functions that read home feeds.
select internal.lock_down('fanouts');
