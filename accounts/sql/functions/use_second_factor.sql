create or replace function api.use_second_factor(factor_in uuid, step_in bigint) returns boolean
language plpgsql volatile
as $$
begin
    update mfa_factors set last_step = step_in, updated_at = now() where id = factor_in and last_step < step_in;
    return found;
end $$;
comment on function api.use_second_factor(uuid, bigint) is
    'Spends a 30 s step of a factor; false when it, or a later one, was spent before: a code works once.';
grant execute on function api.use_second_factor(uuid, bigint) to topin_worker;
