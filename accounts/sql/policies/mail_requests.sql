-- When mails were asked for: for sign-in (worker) only.
select internal.lock_down('mail_requests');
