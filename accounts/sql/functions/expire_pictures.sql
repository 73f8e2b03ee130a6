create or replace function api.expire_pictures(before_in timestamptz) returns int
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    expired uuid;
    amount int := 0;
begin
    for expired in
        select id from profile_pictures where state = 'processing' and created_at < before_in order by id
    loop
        perform api.fail_picture(expired, 'expired');
        amount := amount + 1;
    end loop;
    delete from profile_pictures where state = 'failed' and updated_at < before_in;
    return amount;
end $$;
comment on function api.expire_pictures(timestamptz) is
    'Gives up on pictures that nobody decoded since, and forgets failed ones; returns how many were given up.';
grant execute on function api.expire_pictures(timestamptz) to topin_worker;
