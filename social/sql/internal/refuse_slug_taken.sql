create or replace function internal.refuse_slug_taken(slug_in text, circle_in uuid default null) returns void
language plpgsql volatile
as $$
begin
    -- Whoever takes the same slug at this moment waits here, so that the second is told, not failed.
    perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('circle ' || slug_in, 0));
    if exists (select from public.circles c where c.slug = slug_in and c.closed_at is null and c.id is distinct from circle_in) then
        perform internal.refuse('TP409', 'Another circle has this address already.', 'slug_taken');
    end if;
end $$;
comment on function internal.refuse_slug_taken(text, uuid) is 'Refuses a slug that another circle than circle_in has, a secret one too; nobody else takes it until the commit.';
