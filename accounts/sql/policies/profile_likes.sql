-- Who likes whose profile.
select internal.lock_down('profile_likes');
