create or replace function internal.hold_erasing(is_erasing_in boolean) returns void
language plpgsql volatile
as $$
begin
    -- Folding writes counters of what erasing removes, in another order: they would wait for each other in a ring.
    -- Taken before any row, so that whoever waits here holds nothing.
    if is_erasing_in then
        perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('erasing', 0));
    else
        perform pg_catalog.pg_advisory_xact_lock_shared(pg_catalog.hashtextextended('erasing', 0));
    end if;
end $$;
comment on function internal.hold_erasing(boolean) is
    'Until the commit nothing is erased (false: several may fold at once), or nothing folded or erased by others (true).';
grant execute on function internal.hold_erasing(boolean) to topin_worker;
