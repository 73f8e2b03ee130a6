-- Who asked for a blue tick.
select internal.lock_down('verification_requests');
