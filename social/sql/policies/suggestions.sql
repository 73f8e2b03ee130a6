-- A cache that functions fill and read, deciding again who may be seen: nobody else touches it.
select internal.lock_down('suggestions');
