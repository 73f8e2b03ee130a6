create or replace function api.get_second_factors(user_in uuid) returns json
language sql stable
as $$
    select coalesce(json_agg(json_build_object('id', id, 'secret', secret) order by id), '[]')
      from mfa_factors
     where user_id = user_in and factor_type = 'totp' and verified_at is not null
$$;
comment on function api.get_second_factors(uuid) is 'The verified second factors of somebody who is signing in: [{id, secret}].';
grant execute on function api.get_second_factors(uuid) to topin_worker;
