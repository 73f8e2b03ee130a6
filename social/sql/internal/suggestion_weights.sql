create or replace function internal.suggestion_weights(
    out follows_read int, out fan_read int, out circles_read int, out members_read int, out tags_read int, out tag_days int,
    out shortlist int, out mutual float8, out friend float8, out follower float8, out circle float8, out tag float8,
    out popular float8, out popular_from int, out half_days float8, out damped_from int, out short_list int,
    out short_list_time interval
)
language sql immutable parallel safe
as $$
    -- score = sum of what is below, divided by (1 + ln(followers / damped_from)) above damped_from followers:
    --   friend × (mutual, where the one in between follows the viewer back) / (1 + age / half_days) for each
    --       of the newest follows_read whom the viewer follows, if the candidate is among their newest fan_read;
    --       age: days since the one in between followed the candidate
    --   follower / (1 + age / half_days) where the candidate is among the newest follows_read who follow the viewer
    --   circle / ln(e + members) for each of the newest circles_read circles in which both are (newest members_read)
    --   tag / ln(e + authors) for each of the viewer's tags_read most used tags of the last tag_days days
    --   popular × ln(1 + followers), only while fewer than short_list were found, from popular_from followers on
    -- The reason is the greatest of the sums. What is found is cut to shortlist before damping.
    -- A list below short_list is computed anew after short_list_time, or once the viewer followed somebody.
    select 200, 50, 20, 100, 10, 90, 300, 2.0, 1.0, 3.0, 2.0, 1.0, 0.01, 5, 90.0, 1000, 20, interval '10 minutes'
$$;
comment on function internal.suggestion_weights() is
    'The constants of suggestions: how much is read of each source, and how much each counts. The formula stands inside.';
grant execute on function internal.suggestion_weights() to topin_worker;
