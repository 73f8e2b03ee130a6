-- Facts in, so that PostgreSQL writes it into the query that asks for many posts; none of them is looked up twice.
create or replace function internal.may_hand_on(status_in text, audience_in text, private_in boolean, member_in boolean) returns boolean
language sql immutable
as $$
    select status_in = 'published' and case audience_in
        when 'public' then not private_in
        when 'circle' then member_in
        else false end
$$;
comment on function internal.may_hand_on(text, text, boolean, boolean) is
    'The rule of reposts and quotes: public posts of accounts that are not private, and a circle''s by its members.';
