-- A cache of the home feed; read by functions, which decide anew what of it is shown.
select internal.lock_down('timelines');
