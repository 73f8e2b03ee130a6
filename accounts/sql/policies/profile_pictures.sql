-- Pictures on their way to be decoded.
select internal.lock_down('profile_pictures');
