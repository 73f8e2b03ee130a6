-- Private proofs.
select internal.lock_down('documents');
