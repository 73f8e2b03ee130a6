create or replace function internal.view_id(day_in date, post_in uuid, viewer_in text) returns uuid
language sql immutable parallel safe
as $$
    -- 48 bits of the day's first millisecond, so that it lies in the partition of its month; 74 of the digest.
    select (substr(internal.uuid_at(day_in::timestamp at time zone 'UTC')::text, 1, 14) || '7' || substr(digest, 1, 3)
            || '-' || translate(substr(digest, 4, 1), '0123456789abcdef', '89ab89ab89ab89ab') || substr(digest, 5, 3)
            || '-' || substr(digest, 8, 12))::uuid
      from (select encode(sha256(convert_to(post_in || ' ' || viewer_in, 'UTF8')), 'hex') as digest) made
$$;
comment on function internal.view_id(date, uuid, text) is
    'The id of the one view that a viewer''s hash has of a post on a day (UTC): the same three make the same id.';
