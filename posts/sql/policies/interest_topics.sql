-- What a member likes to read, in words: nobody's business, staff's neither. Read by the feed engine and the archive.
select internal.lock_down('interest_topics');
