-- Each like and unlike of a profile, append-only.
select internal.lock_down('profile_like_logs');
