create or replace function internal.interest_weight(signal_in text) returns double precision
language sql immutable strict parallel safe
as $$
    select case signal_in when 'view' then 0.5 when 'like' then 1 when 'comment' then 1.5 when 'bookmark' then 2
                          when 'repost' then 2 when 'more' then 3 when 'less' then -2 end
$$;
comment on function internal.interest_weight(text) is
    'How much a signal says of a member''s interests, as published: a long view 0.5, like 1, comment 1.5, bookmark 2, repost 2, more like this 3, less like this -2.';
