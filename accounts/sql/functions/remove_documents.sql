create or replace function api.remove_documents(decided_in interval, unused_in interval, limit_in int) returns int
language plpgsql volatile
as $$
declare
    due record;
    removed int := 0;
begin
    for due in
        select d.id, d.user_id, d.name from documents d
         where not internal.is_document_kept(d, decided_in, unused_in)
         order by d.id limit limit_in for update of d skip locked
    loop
        -- Now that it is locked nobody attaches it any more; until then somebody may have.
        continue when (select internal.is_document_kept(d, decided_in, unused_in) from documents d where d.id = due.id);
        update verification_requests set document_id = null where document_id = due.id;
        delete from documents where id = due.id;
        -- The file goes after the commit, and is tried again until it is gone.
        perform internal.event_record('document_removed', due.user_id, jsonb_build_object('name', due.name));
        removed := removed + 1;
    end loop;
    return removed;
end $$;
comment on function api.remove_documents(interval, interval, int) is
    'Removes proofs whose requests were all decided longer ago than decided_in, and those never used after unused_in; returns how many.';
grant execute on function api.remove_documents(interval, interval, int) to topin_worker;
