create or replace function internal.newest_home_posts(viewer_in uuid, at_in timestamptz, id_in uuid, limit_in int) returns uuid[]
language plpgsql stable
as $$
declare
    found uuid[];
begin
    if internal.follows_many(viewer_in) then
        found := internal.home_posts_by_time(viewer_in, at_in, id_in, limit_in);
    end if;
    if found is null or cardinality(found) < limit_in then
        found := internal.home_posts(viewer_in, at_in, id_in, limit_in);
    end if;
    return found;
end $$;
comment on function internal.newest_home_posts(uuid, timestamptz, uuid, int) is
    'As home_posts, by whichever way is the shorter one for this viewer.';
