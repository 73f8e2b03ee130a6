create or replace function internal.rfc3339(time_in timestamptz) returns text
language sql stable parallel safe
as $$
    -- stable, as to_char is: PostgreSQL would not write an immutable one into the queries that ask for it.
    select to_char(time_in at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;
comment on function internal.rfc3339(timestamptz) is 'A time as the API writes it: RFC 3339, UTC, with Z.';
grant execute on function internal.rfc3339(timestamptz) to topin_anon, topin_user, topin_staff, topin_worker;
