create or replace function internal.people_named(first_in text, count_in bigint) returns text
language sql immutable
as $$
    select first_in || case when count_in = 2 then ' and 1 other'
                            when count_in > 2 then format(' and %s others', count_in - 1) else '' end
$$;
comment on function internal.people_named(text, bigint) is 'Who did something, by the newest and how many there are: Alice and 2 others.';
grant execute on function internal.people_named(text, bigint) to topin_user;
