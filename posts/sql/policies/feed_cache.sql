-- Part of the for-you feed, read by functions, which decide anew what of it is shown.
select internal.lock_down('feed_cache');
