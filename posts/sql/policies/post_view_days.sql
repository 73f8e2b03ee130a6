-- Daily figures; read by functions.
select internal.lock_down('post_view_days');
