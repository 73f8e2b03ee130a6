create or replace function internal.factors_json(user_in uuid) returns json
language sql stable
as $$
    select json_agg(json_strip_nulls(json_build_object(
        'id', id, 'friendly_name', nullif(friendly_name, ''), 'factor_type', factor_type,
        'status', case when verified_at is null then 'unverified' else 'verified' end,
        'created_at', internal.rfc3339(created_at), 'updated_at', internal.rfc3339(updated_at)
    )) order by created_at, id)
      from mfa_factors where user_id = user_in
$$;
comment on function internal.factors_json(uuid) is 'A member''s second factors as GoTrue clients read them, without their secrets; null: none.';
grant execute on function internal.factors_json(uuid) to topin_worker, topin_user;
