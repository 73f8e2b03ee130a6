create or replace function internal.uuid_at(time_in timestamptz) returns uuid
language sql immutable parallel safe
as $$
    select (lpad(to_hex(floor(extract(epoch from time_in) * 1000)::bigint), 12, '0')
            || '7000' || '8000' || '000000000000')::uuid
$$;
comment on function internal.uuid_at(timestamptz) is 'The smallest uuidv7 of a moment: a bound for ranges of ids.';
grant execute on function internal.uuid_at(timestamptz) to topin_worker, topin_staff;
