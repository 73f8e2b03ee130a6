-- Accounts that asked to be erased.
select internal.lock_down('account_deletions');
