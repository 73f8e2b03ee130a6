-- What a member likes to read, in numbers: nobody's business, staff's neither. Read by the feed engine and the archive.
select internal.lock_down('interest_vectors');
