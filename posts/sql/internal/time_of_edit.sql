create or replace function internal.time_of_edit(was_in public.posts) returns timestamptz
language sql volatile
as $$
    -- Behind the version before it, whichever transaction began first.
    select greatest(pg_catalog.clock_timestamp(), coalesce(was_in.edited_at, was_in.published_at) + interval '1 microsecond')
$$;
comment on function internal.time_of_edit(posts) is 'Now, as the time of the next version of a published post.';
