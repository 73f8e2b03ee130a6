-- Archives of what is held about a member.
select internal.lock_down('data_exports');
