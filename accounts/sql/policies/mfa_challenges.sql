-- Questions for a second factor: for sign-in (worker) only.
select internal.lock_down('mfa_challenges');
