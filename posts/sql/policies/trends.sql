-- A ranking that explore pages hold on to; read by get_explore, which decides anew what of it is shown.
select internal.lock_down('trends');
