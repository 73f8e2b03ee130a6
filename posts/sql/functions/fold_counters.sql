create or replace function api.fold_counters(limit_in int default 20000) returns int
language sql volatile
as $$
    select internal.hold_erasing(false);
    select internal.fold_profile_counters(limit_in) + internal.fold_post_counters(limit_in)
$$;
comment on function api.fold_counters(int) is
    'Folds waiting changes of counts, at most limit_in of members and of posts each; returns how many. Counts stay exact meanwhile.';
grant execute on function api.fold_counters(int) to topin_worker;
