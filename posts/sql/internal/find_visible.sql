create or replace function internal.find_visible(
    viewer_in uuid, query_in tsquery, wide_in tsquery, at_in timestamptz, id_in uuid, limit_in int, walk_in int, looked_in int,
    out ids uuid[], out ats timestamptz[], out ended boolean, out last_at timestamptz, out last_id uuid
)
language plpgsql stable
as $$
declare
    found record;
    seen record;
    looked int := 0;
begin
    ids := '{}'; ats := '{}'; ended := false; last_at := at_in; last_id := id_in;
    -- What the viewer does not see makes holes, which older posts fill.
    while not ended and cardinality(ids) < limit_in and looked < looked_in loop
        found := internal.find_words(query_in, wide_in, last_at, last_id, limit_in - cardinality(ids), walk_in, looked_in - looked);
        select array_agg(f.id order by f.n) as ids, array_agg(f.at order by f.n) as ats into seen
          from unnest(found.ids, found.ats) with ordinality f (id, at, n)
          join unnest(internal.visible_among(viewer_in, found.ids)) v (id) on v.id = f.id;
        ids := ids || seen.ids; ats := ats || seen.ats; looked := looked + found.looked + 1;
        ended := found.ended; last_at := found.last_at; last_id := found.last_id;
    end loop;
end $$;
comment on function internal.find_visible(uuid, tsquery, tsquery, timestamptz, uuid, int, int, int) is
    'As find_words, but only posts that the viewer (null: a visitor) may see.';
