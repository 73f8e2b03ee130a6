create or replace function internal.find_words(
    query_in tsquery, wide_in tsquery, at_in timestamptz, id_in uuid, limit_in int, walk_in int, looked_in int,
    out ids uuid[], out ats timestamptz[], out looked int, out ended boolean, out last_at timestamptz, out last_id uuid
)
language plpgsql stable
as $$
declare
    part record;
    since timestamptz;
    days int := 1;
    wanted int;
begin
    -- What many posts have is soon met on the way back in time, and no index of words need be read for it.
    part := internal.walk_words(query_in, at_in, id_in, walk_in);
    ids := part.ids; ats := part.ats; looked := cardinality(part.ids); ended := part.looked < walk_in;
    last_at := coalesce(part.last_at, at_in); last_id := coalesce(part.last_id, id_in);
    -- What is rarer is looked up: of a day, of eight at a time, and what there is little of in these of all the time
    -- before. Of common words the index would else read as many as there ever were.
    while not ended and cardinality(ids) < limit_in and looked < looked_in loop
        since := last_at - days * interval '1 day';
        wanted := least(looked_in - looked, 2 * (limit_in - cardinality(ids)) + 50);
        part := internal.look_up_words(
            query_in, case when since is null then wide_in else wide_in && internal.day_words(since, last_at) end,
            last_at, last_id, wanted);
        ids := ids || part.ids; ats := ats || part.ats; looked := looked + part.looked;
        if part.looked = wanted then
            last_at := part.last_at; last_id := part.last_id;
        elsif since is null then
            ended := true;
        else
            -- The whole of the oldest day was read.
            last_at := to_timestamp(floor(extract(epoch from since) / 86400) * 86400);
            last_id := '00000000-0000-0000-0000-000000000000';
            days := case when part.looked < 64 then case days when 1 then 8 end else days end;
        end if;
    end loop;
end $$;
comment on function internal.find_words(tsquery, tsquery, timestamptz, uuid, int, int, int) is
    'Posts before a mark that query_in holds for (wide_in: the words alone that such posts have), newest first and at least limit_in where there are so many, whoever may see them; looked: how many had the words, about looked_in at most; ended: there are no others, else last_at and last_id: how far was looked.';
