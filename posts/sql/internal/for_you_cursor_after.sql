create or replace function internal.for_you_cursor_after(posts_in uuid[]) returns text
language sql immutable parallel safe
as $$
    select internal.cursor_encode('for_you.' || array_to_string(posts_in[greatest(1, cardinality(posts_in) - 1):], '.'))
$$;
comment on function internal.for_you_cursor_after(uuid[]) is 'The opaque cursor of a reading that showed these posts, the last one last.';
