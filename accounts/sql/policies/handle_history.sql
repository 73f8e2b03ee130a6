-- Handles that were given up.
select internal.lock_down('handle_history');
