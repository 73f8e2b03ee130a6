-- Written with the counted row (internal.count_change), folded by the clock. Nobody else touches it.
select internal.lock_down('counter_deltas');
