-- Known to fan-out and home feeds.
select internal.lock_down('wide_authors');
