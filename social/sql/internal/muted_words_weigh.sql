create or replace function internal.muted_words_weigh(user_in uuid) returns boolean
language sql stable
as $$
    -- All words become one expression: making it takes time by the square of its different signs, and memory by
    -- their number times its length. Within these bounds it is made in about a quarter of a second at worst.
    select coalesce(sum(length(w.pattern)), 0) > 10000
        or (select count(distinct sign) from muted_words a, regexp_split_to_table(a.pattern, '') sign where a.user_id = user_in) > 300
      from muted_words w where w.user_id = user_in
$$;
comment on function internal.muted_words_weigh(uuid) is 'Whether the muted words of a member are too much for one regular expression.';
grant execute on function internal.muted_words_weigh(uuid) to topin_user;
