create or replace function internal.day_words(from_in timestamptz, to_in timestamptz) returns tsquery
language sql immutable parallel safe
as $$
    select string_agg('''~' || day || '''', ' | ')::tsquery
      from generate_series(floor(extract(epoch from from_in) / 86400)::int, floor(extract(epoch from to_in) / 86400)::int) day
$$;
comment on function internal.day_words(timestamptz, timestamptz) is
    'What finds the posts of some days by words alone: each post has its day as one, so that an index of words reads no older ones.';
