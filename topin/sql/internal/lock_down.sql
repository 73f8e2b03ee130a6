create or replace function internal.lock_down(table_in regclass) returns void
language plpgsql volatile
as $$
declare
    part regclass;
begin
    -- Partitions too: their parent's policies do not hold for whoever names a partition itself.
    for part in select table_in union all select inhrelid::regclass from pg_inherits where inhparent = table_in loop
        execute format('alter table %s enable row level security', part);
        execute format('alter table %s force row level security', part);
        execute format('create policy owner_all on %s to topin_owner using (true) with check (true)', part);
    end loop;
end $$;
comment on function internal.lock_down(regclass) is
    'Row level security on and forced; only the owner (migrations, definer functions) passes until policies say more.';
