create or replace function internal.add_partition(parent_in text, part_in text, from_in uuid, to_in uuid) returns void
language plpgsql volatile
as $$
begin
    -- Rows of this range may lie in the default partition already (written before the first roll, or after
    -- a long pause of the clock). They move; nobody adds to them meanwhile.
    execute format('lock table public.%I in access exclusive mode', parent_in || '_default');
    execute format('create table public.%I (like public.%I including all)', part_in, parent_in);
    perform internal.lock_down(format('public.%I', part_in)::regclass);
    execute format(
        'with moved as (delete from public.%I where id >= %L and id < %L returning *) insert into public.%I select * from moved',
        parent_in || '_default', from_in, to_in, part_in);
    execute format('alter table public.%I attach partition public.%I for values from (%L) to (%L)',
        parent_in, part_in, from_in, to_in);
end $$;
comment on function internal.add_partition(text, text, uuid, uuid) is
    'Makes one partition for a range of ids, with the rows of it that lie in the default partition.';
