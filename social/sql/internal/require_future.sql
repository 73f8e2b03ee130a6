create or replace function internal.require_future(time_in timestamptz, field_in text) returns void
language plpgsql stable
as $$
begin
    if time_in <= now() then  -- null: never, which is far enough
        perform internal.refuse('TP400', 'This time is over already.', 'past', field_in);
    end if;
end $$;
comment on function internal.require_future(timestamptz, text) is 'Refuses a time that has passed; null passes.';
