-- Codes and links that were mailed: hashes only, for sign-in (worker).
select internal.lock_down('one_time_tokens');
