-- As timelines.
select internal.lock_down('timeline_states');
