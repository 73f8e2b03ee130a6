create or replace function internal.search_weights(
    out exact bigint, out beginning bigint, out likeness bigint, out followed bigint, out mutual bigint, out friend bigint,
    out verified bigint, out follower bigint, out friends_of int, out follows_read int
)
language sql immutable parallel safe
as $$
    -- score = exact where it is the handle, beginning where the handle begins so;
    --   + likeness × the greater of word_similarity of handle and of name (0 to 1)
    --   + followed, + mutual where they follow each other, + friend where one of the newest follows_read whom the
    --     viewer follows follows them (asked of the friends_of best), + verified, + follower × ln(1 + followers)
    select 1000000, 400000, 100000, 40000, 20000, 20000, 10000, 2000, 50, 100
$$;
comment on function internal.search_weights() is
    'The constants by which found people are sorted, in millionths. The formula stands inside.';
