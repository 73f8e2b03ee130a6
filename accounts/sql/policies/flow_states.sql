-- Sign-ins under way: for sign-in (worker) only.
select internal.lock_down('flow_states');
