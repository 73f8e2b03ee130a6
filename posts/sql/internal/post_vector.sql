create or replace function internal.post_vector(words_in text, author_in uuid, published_in timestamptz) returns tsvector
language sql immutable parallel safe
as $$
    select words_in::tsvector || array_to_tsvector(array[
        '@' || author_in, '~' || floor(extract(epoch from published_in) / 86400)::int])
$$;
comment on function internal.post_vector(text, uuid, timestamptz) is
    'What search keeps of a post: its words with their places, and as words besides its author (@id) and its day (~days since 1970).';
